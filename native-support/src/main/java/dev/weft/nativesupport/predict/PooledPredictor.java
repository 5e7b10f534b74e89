package dev.weft.nativesupport.predict;

import dev.weft.ModelSignature;
import dev.weft.PredictorBusyException;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.nativesupport.lifetime.LeakAlarm;
import java.lang.ref.Reference;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A predictor over a pool of contexts; thread-safe. */
final class PooledPredictor implements ThreadSafePredictor {
  private static final int DEFAULT_MAX_QUEUED_CALLS = 1 << 16;

  private final LoadedModel model;
  private final PredictorOptions options;
  private final PredictorOptions contextOptions;
  private final CallChecks checks;
  private final ContextPool pool;
  private final Executor asyncThreads;
  private final LeakAlarm alarm;

  /**
   * Makes a predictor.
   *
   * @param model its parameters, held by the caller for this predictor
   * @param options settled options
   * @param afterClose gives the parameters back
   */
  PooledPredictor(LoadedModel model, PredictorOptions options, Runnable afterClose) {
    this(model, options, afterClose, AsyncThreads.EXECUTOR);
  }

  PooledPredictor(
      LoadedModel model, PredictorOptions options, Runnable afterClose, Executor asyncThreads) {
    this.model = model;
    this.options = options;
    this.contextOptions = GuardedStepListener.in(options);
    this.asyncThreads = asyncThreads;
    this.checks = new CallChecks(model.signature());
    String name = "predictor of " + model.name();
    this.pool =
        new ContextPool(
            name,
            options.concurrency().orElseThrow(),
            options.maxWait(),
            options.maxQueuedCalls().orElse(DEFAULT_MAX_QUEUED_CALLS),
            afterClose);
    this.alarm = LeakAlarm.watch(this, name, pool::close);
  }

  @Override
  public ModelSignature signature() {
    return model.signature();
  }

  @Override
  public PredictorOptions options() {
    return options;
  }

  @Override
  public List<Tensor> predict(Tensor... inputs) {
    return run(new Call(checks.inputs(Arrays.asList(inputs)), List.of()));
  }

  @Override
  public List<Tensor> predict(Map<String, Tensor> inputs) {
    return run(new Call(checks.inputs(inputs), List.of()));
  }

  @Override
  public void predictInto(List<Tensor> inputs, List<Tensor> outputs) {
    run(new Call(checks.inputs(inputs), checks.outputs(outputs)));
  }

  @Override
  public void predictInto(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
    run(new Call(checks.inputs(inputs), checks.outputs(outputs)));
  }

  @Override
  public CompletableFuture<List<Tensor>> predictAsync(Tensor... inputs) {
    return start(new Call(checks.inputs(Arrays.asList(inputs)), List.of()));
  }

  @Override
  public CompletableFuture<List<Tensor>> predictAsync(Map<String, Tensor> inputs) {
    return start(new Call(checks.inputs(inputs), List.of()));
  }

  @Override
  public void close() {
    try {
      pool.close();
    } finally {
      if (pool.isClosed()) {
        alarm.disarm();
      }
      Reference.reachabilityFence(this);
    }
  }

  private List<Tensor> run(Call call) {
    try {
      return runIn(pool.acquire(), call);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private List<Tensor> runIn(ContextPool.Slot slot, Call call) {
    try {
      return slot.context(() -> model.newContext(contextOptions)).run(call);
    } finally {
      pool.release(slot);
    }
  }

  private CompletableFuture<List<Tensor>> start(Call call) {
    CompletableFuture<ContextPool.Slot> turn;
    try {
      turn = pool.request();
    } catch (PredictorBusyException e) {
      return CompletableFuture.failedFuture(e);
    }
    CompletableFuture<List<Tensor>> result = new CompletableFuture<>();
    // Both stages end in the result; nothing waits for them.
    CompletableFuture<?> unusedStart =
        turn.whenComplete((slot, failure) -> dispatch(turn, slot, failure, call, result));
    CompletableFuture<?> unusedCancel =
        result.whenComplete(
            (tensors, failure) -> {
              if (!turn.isDone()) {
                pool.withdraw(turn);
              }
            });
    return result;
  }

  /** Goes on in another thread. If none can be had, the slot goes back and the call fails. */
  private void dispatch(
      CompletableFuture<ContextPool.Slot> turn,
      ContextPool.@Nullable Slot slot,
      @Nullable Throwable failure,
      Call call,
      CompletableFuture<List<Tensor>> result) {
    try {
      asyncThreads.execute(() -> runAsync(turn, slot, failure, call, result));
    } catch (RuntimeException | Error e) {
      if (slot == null) {
        pool.forget(turn);
      } else {
        pool.release(slot);
      }
      result.completeExceptionally(e);
    }
  }

  private void runAsync(
      CompletableFuture<ContextPool.Slot> turn,
      ContextPool.@Nullable Slot slot,
      @Nullable Throwable failure,
      Call call,
      CompletableFuture<List<Tensor>> result) {
    if (slot == null) {
      pool.forget(turn);
      result.completeExceptionally(
          failure instanceof TimeoutException ? pool.tooLong() : orClosed(failure));
      return;
    }
    pool.own(slot);
    if (result.isDone()) {
      pool.release(slot);
      return;
    }
    List<Tensor> tensors;
    try {
      tensors = runIn(slot, call);
    } catch (Throwable e) {
      result.completeExceptionally(e);
      return;
    }
    result.complete(tensors);
  }

  private static Throwable orClosed(@Nullable Throwable failure) {
    return Optional.ofNullable(failure)
        .orElseGet(() -> new IllegalStateException("the call was withdrawn"));
  }

  @Override
  public String toString() {
    return "predictor of " + model.name() + " [" + options + "]";
  }
}
