package dev.weft.nativesupport.predict;

import dev.weft.ModelSignature;
import dev.weft.PredictorOptions;

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

  /** Frees the parameters; called once, after all contexts were closed. */
  @Override
  void close();
}
