package dev.weft;

import dev.weft.inspect.ModelReport;
import java.util.Map;

/**
 * A loaded model: one set of parameters, shared by every predictor made from it.
 *
 * <p><b>Thread-safety.</b> All methods may be called from any thread.
 *
 * <p><b>Lifetime.</b> The parameters live until the model and all its predictors are closed, in any
 * order; the last {@code close()} frees them, exactly once.
 */
public interface Model extends AutoCloseable {
  /**
   * Loads a model with default options.
   *
   * @param source where its files are
   * @return the model; close it
   * @throws InferenceException as {@link #load(ModelSource, PredictorOptions)} says
   */
  static Model load(ModelSource source) {
    return load(source, PredictorOptions.defaults());
  }

  /**
   * Loads a model.
   *
   * @param source where its files are
   * @param options backend, device and precision, and defaults for the predictors
   * @return the model; close it
   * @throws IllegalArgumentException if an option has no meaning for the backend
   * @throws ModelFormatException if a file is missing or damaged
   * @throws UnsupportedModelException if the backend lacks operators of the model
   * @throws BackendUnavailableException if no backend can be used, or the named one cannot
   * @throws BackendException if a native function fails
   * @throws InferenceException if this thread is interrupted, and the backend reads files in it;
   *     the interrupt status stays set
   */
  static Model load(ModelSource source, PredictorOptions options) {
    return Backends.load(source, options);
  }

  /** {@return the inputs and outputs} */
  ModelSignature signature();

  /**
   * {@return the options that the model runs with} Backend, device, precision, concurrency and
   * threads per call are filled in where they were not set; limits of the queue are not.
   */
  PredictorOptions options();

  /**
   * {@return how many bytes of parameters are held, once, however many predictors and threads use
   * them}
   */
  long parameterBytes();

  /**
   * Opens a predictor with the options of this model.
   *
   * @return the predictor; close it
   * @throws IllegalStateException if the model is closed
   */
  default ThreadSafePredictor predictor() {
    return predictor(PredictorOptions.defaults());
  }

  /**
   * Opens a predictor that shares the parameters of this model.
   *
   * @param options concurrency, threads per call, queue limits and listener; what is not set is as
   *     in {@link #options()}, but a concurrency that was not set for the model either follows from
   *     threads per call
   * @return the predictor; close it
   * @throws IllegalArgumentException if backend, device, precision or a backend option differs from
   *     the model's
   * @throws IllegalStateException if the model is closed
   */
  ThreadSafePredictor predictor(PredictorOptions options);

  /**
   * Describes this model, and what the backend makes of it for inputs of given shapes: nodes before
   * and after the passes, steps, and memory. The plan is that of a call with these shapes by a
   * predictor with this model's {@link #options()}; it is compiled unless that was done before.
   *
   * <p>A backend that hands whole graphs to a library, as {@code mxnet} does, has no report.
   *
   * @param inputShapes the known shape of each input that a call gives, by name
   * @return the report
   * @throws IllegalArgumentException if an input is unknown or missing, or a shape does not fit the
   *     signature
   * @throws BackendException if the model cannot be compiled for these shapes
   * @throws UnsupportedOperationException if the backend has no report
   * @throws IllegalStateException if the model is closed
   */
  default ModelReport report(Map<String, Shape> inputShapes) {
    throw new UnsupportedOperationException(
        "backend '"
            + options().backend().orElse("unknown")
            + "' cannot tell what it makes of a model");
  }

  /**
   * Gives up this handle on the parameters. Predictors stay usable; the parameters are freed with
   * the last of them. New calls of {@link #predictor()} are refused at once. Idempotent.
   */
  @Override
  void close();
}
