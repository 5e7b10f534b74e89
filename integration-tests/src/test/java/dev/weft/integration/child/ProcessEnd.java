package dev.weft.integration.child;

import dev.weft.ModelSource;
import dev.weft.ThreadSafePredictor;
import java.nio.file.Path;

/**
 * Uses a predictor and then ends in one of several ways. What it prints is when, in milliseconds
 * since the epoch, it had nothing left to do but to end.
 */
public final class ProcessEnd {
  private static final int CALLERS = 4;

  /** A way to end. */
  public enum Way {
    /** The predictor is closed. */
    CLOSED(0),
    /** The predictor is left open. */
    LEFT_OPEN(0),
    /** {@code main} returns while daemon threads call the predictor. */
    RETURN_DURING_CALLS(0),
    /** A thread calls {@link System#exit} while others call the predictor. */
    EXIT_DURING_CALLS(7),
    /** A thread calls {@link Runtime#halt} while others call the predictor. */
    HALT_DURING_CALLS(8);

    private final int exitCode;

    Way(int exitCode) {
      this.exitCode = exitCode;
    }

    /** Returns the exit code that is due. */
    public int exitCode() {
      return exitCode;
    }
  }

  private ProcessEnd() {}

  public static void main(String[] arguments) throws InterruptedException {
    Way way = Way.valueOf(arguments[1]);
    ThreadSafePredictor predictor =
        ThreadSafePredictor.open(ModelSource.mxnet(Path.of(arguments[0]), 0));
    Callers callers = Callers.start(predictor, CALLERS);
    switch (way) {
      case CLOSED -> {
        callers.stop();
        predictor.close();
        tell();
      }
      case LEFT_OPEN -> {
        callers.stop();
        tell();
      }
      case RETURN_DURING_CALLS -> tell();
      case EXIT_DURING_CALLS -> {
        Thread thread =
            new Thread(
                () -> {
                  tell();
                  System.exit(way.exitCode());
                });
        thread.start();
        thread.join();
      }
      case HALT_DURING_CALLS -> {
        tell();
        Runtime.getRuntime().halt(way.exitCode());
      }
    }
  }

  private static void tell() {
    System.out.println(System.currentTimeMillis());
  }
}
