package dev.weft.nativesupport.predict;

import dev.weft.PredictorOptions;
import dev.weft.inspect.StepListener;
import dev.weft.inspect.StepRun;

/**
 * A listener whose errors spoil no call: the first one is logged, and the listener is told nothing
 * more. Thread-safe; {@code failed} is the only state.
 */
final class GuardedStepListener implements StepListener {

  private final StepListener listener;
  private volatile boolean failed;

  private GuardedStepListener(StepListener listener) {
    this.listener = listener;
  }

  /** Returns options whose listener, if there is one, is guarded. */
  static PredictorOptions in(PredictorOptions options) {
    return options
        .stepListener()
        .map(given -> options.toBuilder().stepListener(new GuardedStepListener(given)).build())
        .orElse(options);
  }

  @Override
  public void stepRan(StepRun run) {
    if (failed) {
      return;
    }
    try {
      listener.stepRan(run);
    } catch (Throwable e) {
      failed = true;
      System.getLogger(GuardedStepListener.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "the step listener "
                  + listener.getClass().getName()
                  + " failed on "
                  + run
                  + "; it is told nothing more",
              e);
    }
  }
}
