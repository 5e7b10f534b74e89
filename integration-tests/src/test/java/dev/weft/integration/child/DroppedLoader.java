package dev.weft.integration.child;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/**
 * Predicts in a thread whose context class loader is one that is dropped afterwards, as a server
 * does with that of an application, and tells whether it is garbage-collected.
 */
public final class DroppedLoader {
  private static final int ATTEMPTS = 50;

  private DroppedLoader() {}

  public static void main(String[] arguments) throws Exception {
    WeakReference<ClassLoader> loader = predict(Path.of(arguments[0]));
    for (int i = 0; i < ATTEMPTS && !loader.refersTo(null); i++) {
      System.gc();
      Thread.sleep(100);
    }
    System.out.println(loader.refersTo(null) ? "collected" : "kept");
  }

  private static WeakReference<ClassLoader> predict(Path model) throws Exception {
    try (URLClassLoader loader = new URLClassLoader(new URL[0])) {
      Thread application =
          new Thread(
              () -> {
                Tensor picture = Tensor.zeros(DataType.FLOAT32, Shape.of(1, 1, 32, 32));
                try (ThreadSafePredictor predictor =
                    ThreadSafePredictor.open(ModelSource.mxnet(model, 0))) {
                  predictor.predict(picture);
                  predictor.predictAsync(picture).join();
                }
              });
      application.setContextClassLoader(loader);
      application.start();
      application.join();
      return new WeakReference<>(loader);
    }
  }
}
