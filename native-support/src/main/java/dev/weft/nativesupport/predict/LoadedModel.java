package dev.weft.nativesupport.predict;

import dev.weft.Model;
import dev.weft.ModelSignature;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.inspect.ModelReport;
import java.util.List;
import java.util.Optional;

/**
 * What a backend makes of a model file: parameters, once, and contexts to run them in. Thread-safe.
 */
public interface LoadedModel extends AutoCloseable {
  /** {@return the model's name, for messages} */
  String name();

  /** {@return the inputs and outputs} */
  ModelSignature signature();

  /** {@return how many bytes of parameters are held} */
  long parameterBytes();

  /**
   * Fills in what a predictor's options leave open.
   *
   * @param wanted the predictor's options over the model's
   * @return options in which concurrency and threads per call are set, as they will really be
   */
  PredictorOptions settle(PredictorOptions wanted);

  /**
   * Makes a context for one call at a time.
   *
   * @param options settled options of the predictor
   * @return the context; the caller closes it
   */
  ExecutionContext newContext(PredictorOptions options);

  /**
   * {@return whether contexts compute in the thread that calls them} Such calls are never made from
   * virtual threads.
   */
  default boolean computesInCallingThread() {
    return true;
  }

  /**
   * Tells what became of the model; see {@link Model#report}.
   *
   * @param inputShapes a shape for each input of the signature, checked against it; empty where an
   *     optional input is left out
   * @param options settled options of the model
   * @return the report
   * @throws UnsupportedOperationException if this backend cannot tell
   */
  default ModelReport report(List<Optional<Shape>> inputShapes, PredictorOptions options) {
    throw new UnsupportedOperationException(
        "backend '"
            + options.backend().orElse("unknown")
            + "' cannot tell what it makes of model "
            + name());
  }

  /** Frees the parameters; called once, after all contexts were closed. */
  @Override
  void close();
}
