package dev.weft.integration.child;

import dev.weft.ModelSource;
import dev.weft.ThreadSafePredictor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Meets null in compiled code again and again while libmxnet works. HotSpot compiles a null check
 * as nothing and handles the signal that follows, so whoever takes that signal away ends the JVM.
 */
public final class NullCheckStorm {
  private static final int ROUNDS = 20_000;

  private NullCheckStorm() {}

  public static void main(String[] arguments) throws Exception {
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[1]));
    int copies = 0;
    try (ThreadSafePredictor predictor =
        ThreadSafePredictor.open(ModelSource.mxnet(Path.of(arguments[0]), 0))) {
      Callers callers = Callers.start(predictor, 1);
      while (System.nanoTime() < endNanos) {
        // A copy of the class is compiled anew: new places in the code.
        Class<?> copy = new Copy().ofFragileCode();
        Object nulls = copy.getMethod("run", int.class).invoke(null, ROUNDS);
        if (!nulls.equals(FragileCode.sites() * ROUNDS / 2)) {
          throw new IllegalStateException("met null " + nulls + " times");
        }
        copies++;
      }
      callers.stop();
    }
    System.out.println(copies > 1 ? "survived" : "too slow");
  }

  private static final class Copy extends ClassLoader {
    Copy() {
      super(FragileCode.class.getClassLoader());
    }

    Class<?> ofFragileCode() throws IOException {
      String name = FragileCode.class.getName();
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      }
    }
  }
}
