package dev.weft.inspect;

/**
 * Is told of every step that a predictor runs, for traces and profiles. Set it with {@link
 * dev.weft.PredictorOptions.Builder#stepListener}; without one, calls spend no time on this.
 *
 * <p><b>Thread-safety.</b> Calls that run concurrently report their steps concurrently: the
 * listener is called by each of their threads, and a call goes on when the listener returns. It may
 * use other predictors. If it calls this predictor and no context is free, that call ends with an
 * {@link IllegalStateException}, since it would wait for itself.
 *
 * <p><b>Errors.</b> A listener that throws fails no call: a warning is logged, and the predictor
 * does not call it again.
 *
 * {@snippet :
 * import dev.weft.ModelSource;
 * import dev.weft.PredictorOptions;
 * import dev.weft.Tensor;
 * import dev.weft.ThreadSafePredictor;
 * import dev.weft.inspect.StepRun;
 * import java.nio.file.Path;
 * import java.util.Queue;
 * import java.util.concurrent.ConcurrentLinkedQueue;
 *
 * class Profile {
 *   static Queue<StepRun> of(Path model, Tensor input) {
 *     Queue<StepRun> steps = new ConcurrentLinkedQueue<>();
 *     PredictorOptions options = PredictorOptions.builder().stepListener(steps::add).build();
 *     ModelSource source = ModelSource.mxnet(model, 0);
 *     try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source, options)) {
 *       predictor.predict(input);
 *     }
 *     return steps;
 *   }
 * }
 * }
 */
@FunctionalInterface
public interface StepListener {
  /**
   * Is called after each step, on the thread that ran it; the next step waits for its return.
   *
   * @param run what ran, and when
   */
  void stepRan(StepRun run);
}
