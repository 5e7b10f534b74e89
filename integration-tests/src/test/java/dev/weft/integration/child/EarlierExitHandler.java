package dev.weft.integration.child;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import dev.weft.ModelSource;
import dev.weft.ThreadSafePredictor;
import java.nio.file.Path;

/**
 * Ends with a status while there is a handler, older than libmxnet, that would crash the process,
 * as libmxnet's destructors may do. Before that, a C function prints into a buffer.
 */
public final class EarlierExitHandler {
  /** What the C function prints. */
  public static final String TEXT = "from the buffer of a C program";

  /** The status. */
  public static final int STATUS = 9;

  /** Functions of the C library. */
  public interface C extends Library {
    int on_exit(Pointer function, Pointer argument);

    int puts(String text);
  }

  private EarlierExitHandler() {}

  public static void main(String[] arguments) throws InterruptedException {
    C c = Native.load("c", C.class);
    int unusedHandler = c.on_exit(NativeLibrary.getInstance("c").getFunction("abort"), null);
    try (ThreadSafePredictor predictor =
        ThreadSafePredictor.open(ModelSource.mxnet(Path.of(arguments[0]), 0))) {
      Callers.start(predictor, 1).stop();
      int unusedCount = c.puts(TEXT);
      Runtime.getRuntime().halt(STATUS);
    }
  }
}
