package dev.weft.integration.child;

import dev.weft.ModelSource;
import dev.weft.ThreadSafePredictor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Starts processes while libmxnet works, and predicts on. */
public final class ProcessStarts {
  private static final int PROCESSES = 50;

  private ProcessStarts() {}

  public static void main(String[] arguments) throws Exception {
    try (ThreadSafePredictor predictor =
        ThreadSafePredictor.open(ModelSource.mxnet(Path.of(arguments[0]), 0))) {
      Callers callers = Callers.start(predictor, 2);
      for (int i = 0; i < PROCESSES; i++) {
        Process process = new ProcessBuilder("echo", "hello").start();
        String said =
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0 || !said.equals("hello")) {
          throw new IllegalStateException("process " + i + " said '" + said + "'");
        }
      }
      callers.awaitCall();
      callers.stop();
    }
    System.out.println("started");
  }
}
