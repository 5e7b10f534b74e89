package dev.weft;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Runs one model for any number of threads, all with the same parameters in memory.
 *
 * <pre>{@code
 * ModelSource source = ModelSource.mxnet(Path.of("models/resnet-50"), 0);
 * try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source)) {
 *   Tensor image = Tensor.of(pixels, 1, 3, 224, 224);
 *   float[] scores = predictor.predict(image).get(0).toFloatArray();
 * }
 * }</pre>
 *
 * <p><b>Thread-safety.</b> Every method may be called from any thread, virtual threads too. As many
 * calls run at once as {@link PredictorOptions#concurrency()} says; more callers wait in a fair,
 * bounded queue. Past {@link PredictorOptions#maxWait()}, or when the queue is full, a caller gets
 * a {@link PredictorBusyException}. An interrupt ends the wait (with the same exception and the
 * thread's interrupt status set), never a native call that has begun. A call that had to wait is
 * run by another thread while its caller sleeps; the trace of its exception has the frames of both.
 *
 * <p><b>Inputs.</b> Names, ranks, dimensions and types are checked against the {@link #signature()}
 * in Java, before any native code runs; a mistake is an {@link IllegalArgumentException} that names
 * the input, its value and what was expected. What only the graph can show, such as an image that
 * is too small for it, is a {@link BackendException} of that call. Do not change the memory of an
 * input, or read that of an output, while the call runs. Batch and image sizes may change from call
 * to call.
 *
 * <p><b>Results</b> are ordinary garbage-collected memory, in the order of {@link
 * ModelSignature#outputs()}.
 *
 * <p><b>Lifetime.</b> {@link #close()} refuses new calls at once, waits for running ones and frees
 * what the predictor holds.
 */
public interface ThreadSafePredictor extends AutoCloseable {
  /**
   * Loads a model and opens a predictor on it, with default options.
   *
   * @param source where the model's files are
   * @return the predictor; close it, and the parameters are freed
   * @throws InferenceException as {@link Model#load(ModelSource, PredictorOptions)} says
   */
  static ThreadSafePredictor open(ModelSource source) {
    return open(source, PredictorOptions.defaults());
  }

  /**
   * Loads a model and opens a predictor on it.
   *
   * @param source where the model's files are
   * @param options how to load and run it
   * @return the predictor; close it, and the parameters are freed
   * @throws IllegalArgumentException if an option has no meaning for the backend
   * @throws InferenceException as {@link Model#load(ModelSource, PredictorOptions)} says
   */
  static ThreadSafePredictor open(ModelSource source, PredictorOptions options) {
    try (Model model = Model.load(source, options)) {
      return model.predictor();
    }
  }

  /** {@return the inputs and outputs of the model} */
  ModelSignature signature();

  /**
   * {@return the options that this predictor runs with} Backend, device, precision, concurrency and
   * threads per call are filled in where they were not set; limits of the queue are not.
   */
  PredictorOptions options();

  /**
   * Runs the model on inputs given by position.
   *
   * @param inputs one tensor for each {@linkplain ModelSignature#requiredInputs() required input},
   *     in that order, or one for each of all {@linkplain ModelSignature#inputs() inputs}
   * @return one tensor for each output
   * @throws IllegalArgumentException if an input does not fit the signature
   * @throws IllegalStateException if the predictor is closed
   * @throws PredictorBusyException if the call does not get its turn
   * @throws BackendException if a native function fails
   */
  List<Tensor> predict(Tensor... inputs);

  /**
   * Runs the model on inputs given by name.
   *
   * @param inputs tensors by input name; optional inputs may be left out
   * @return one tensor for each output
   * @throws IllegalArgumentException if an input is missing, unknown, or does not fit the signature
   * @throws IllegalStateException if the predictor is closed
   * @throws PredictorBusyException if the call does not get its turn
   * @throws BackendException if a native function fails
   */
  List<Tensor> predict(Map<String, Tensor> inputs);

  /**
   * Runs the model and writes the results into the caller's tensors. With tensors over direct
   * buffers of native byte order, a steady-state call allocates no native memory and copies nothing
   * through the Java heap; whether it reads and writes the buffers themselves, or memory of its own
   * beside them, is up to the backend.
   *
   * @param inputs tensors as in {@link #predict(Tensor...)}
   * @param outputs one writable tensor for each output, of its exact type and shape, no tensor
   *     twice. If the call fails, their contents are undefined
   * @throws IllegalArgumentException if an input or output does not fit
   * @throws IllegalStateException if the predictor is closed
   * @throws PredictorBusyException if the call does not get its turn
   * @throws BackendException if a native function fails
   */
  void predictInto(List<Tensor> inputs, List<Tensor> outputs);

  /**
   * Runs the model and writes results into the caller's tensors, all by name.
   *
   * @param inputs tensors by input name; optional inputs may be left out
   * @param outputs writable tensors by output name; outputs that are not wanted may be left out
   * @throws IllegalArgumentException if an input or output is unknown or does not fit
   * @throws IllegalStateException if the predictor is closed
   * @throws PredictorBusyException if the call does not get its turn
   * @throws BackendException if a native function fails
   */
  void predictInto(Map<String, Tensor> inputs, Map<String, Tensor> outputs);

  /**
   * Starts a call and returns at once. It waits in the same fair queue as blocking calls.
   * Cancelling the future takes the call out of the queue; once it has begun, it runs to its end
   * and the result is dropped. Dependent stages run after the call has given its context back, so
   * they may call this predictor, or close it.
   *
   * @param inputs tensors as in {@link #predict(Tensor...)}
   * @return the results, or one of the exceptions of {@link #predict(Tensor...)}
   * @throws IllegalArgumentException at once, if an input does not fit the signature
   * @throws IllegalStateException at once, if the predictor is closed
   */
  CompletableFuture<List<Tensor>> predictAsync(Tensor... inputs);

  /**
   * Starts a call on inputs given by name and returns at once, as {@link #predictAsync(Tensor...)}
   * does.
   *
   * @param inputs tensors by input name; optional inputs may be left out
   * @return the results, or one of the exceptions of {@link #predict(Map)}
   * @throws IllegalArgumentException at once, if an input is missing, unknown, or does not fit the
   *     signature
   * @throws IllegalStateException at once, if the predictor is closed
   */
  CompletableFuture<List<Tensor>> predictAsync(Map<String, Tensor> inputs);

  /**
   * Refuses new and waiting calls with {@link IllegalStateException}, waits for running calls, and
   * frees what this predictor holds; the parameters too, if this was the last handle on them.
   * Idempotent: a second call returns when the first has finished.
   *
   * @throws IllegalStateException if called from within a call of this predictor, which would wait
   *     for itself; nothing is then closed
   */
  @Override
  void close();
}
