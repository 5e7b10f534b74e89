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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
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
  private final Executor callThreads;
  private final LeakAlarm alarm;

  /**
   * Makes a predictor.
   *
   * @param model its parameters, held by the caller for this predictor
   * @param options settled options
   * @param afterClose gives the parameters back
   */
  PooledPredictor(LoadedModel model, PredictorOptions options, Runnable afterClose) {
    this(model, options, afterClose, CallThreads.EXECUTOR);
  }

  PooledPredictor(
      LoadedModel model, PredictorOptions options, Runnable afterClose, Executor callThreads) {
    this.model = model;
    this.options = options;
    this.contextOptions = GuardedStepListener.in(options);
    this.callThreads = callThreads;
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
    return run(new Call(checks.inputs(listed(inputs)), List.of()));
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
    return start(new Call(checks.inputs(listed(inputs)), List.of()));
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

  private static List<Tensor> listed(Tensor[] inputs) {
    return Arrays.asList(Objects.requireNonNull(inputs, "inputs"));
  }

  private List<Tensor> run(Call call) {
    StackRoom.require();
    try {
      boolean handsOver = model.computesInCallingThread() && PlatformThreads.callerIsVirtual();
      ContextPool.Slot slot = handsOver ? null : pool.poll();
      if (slot == null) {
        pool.requireNoOwner();
        QueuedCall queued = QueuedCall.blocking(call);
        slot = pool.request(queued);
        if (slot == null) {
          return await(queued);
        }
        if (handsOver) {
          // Its turn has come: an interrupt does not take it out of the queue any more.
          queued.complete(slot);
          handOn(slot, queued);
          return await(queued);
        }
        pool.own(slot);
      }
      try {
        return compute(slot, call);
      } finally {
        handOn(slot, release(slot));
      }
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private List<Tensor> compute(ContextPool.Slot slot, Call call) {
    return slot.context(() -> model.newContext(contextOptions)).run(call);
  }

  /** Gives a slot back, or to the call that has waited longest, which is returned. */
  private @Nullable QueuedCall release(ContextPool.Slot slot) {
    return (QueuedCall) pool.release(slot);
  }

  /** Lets another thread go on with the queue; if none can be had, this one does. */
  private void handOn(ContextPool.Slot slot, @Nullable QueuedCall next) {
    if (next == null) {
      return;
    }
    try {
      callThreads.execute(() -> runQueue(slot, next));
    } catch (RuntimeException | Error e) {
      runQueue(slot, next);
    }
  }

  /**
   * Runs a call that has its slot, and then those that wait, until none does: so a slot never
   * stands idle for as long as a thread takes to wake up.
   */
  private void runQueue(ContextPool.Slot slot, QueuedCall first) {
    QueuedCall call = first;
    while (call != null) {
      pool.own(slot);
      List<Tensor> tensors = List.of();
      Throwable failure = null;
      try {
        if (!call.result().isDone()) {
          tensors = compute(slot, call.call());
        }
      } catch (Throwable e) {
        failure = e;
      }
      QueuedCall next = release(slot);
      call.end(tensors, failure, next == null ? null : callThreads);
      call = next;
    }
  }

  private List<Tensor> await(QueuedCall queued) {
    CompletableFuture<?> unusedRefusal =
        queued.whenComplete(
            (slot, failure) -> {
              if (failure != null) {
                queued.end(List.of(), failure, null);
              }
            });
    try {
      return queued.result().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (pool.withdraw(queued)) {
        throw pool.interrupted();
      }
    } catch (ExecutionException e) {
      // Told apart below.
    }
    return outcome(queued);
  }

  /** Waits for a call that has its turn or was refused; an interrupt does not end that. */
  private List<Tensor> outcome(QueuedCall queued) {
    try {
      return queued.result().join();
    } catch (CompletionException e) {
      Throwable failure = Objects.requireNonNull(e.getCause());
      if (queued.isCompletedExceptionally()) {
        pool.forget(queued);
        throw failure instanceof TimeoutException ? pool.tooLong() : pool.closed();
      }
      QueuedCall.addCaller(failure);
      if (failure instanceof Error error) {
        throw error;
      }
      throw (RuntimeException) failure;
    }
  }

  private CompletableFuture<List<Tensor>> start(Call call) {
    StackRoom.require();
    QueuedCall queued = QueuedCall.asynchronous(call);
    ContextPool.Slot slot;
    try {
      slot = pool.request(queued);
    } catch (PredictorBusyException e) {
      return CompletableFuture.failedFuture(e);
    }
    if (slot != null) {
      begin(slot, queued);
      return queued.result();
    }
    // Both stages end in the result; nothing waits for them.
    CompletableFuture<?> unusedRefusal =
        queued.whenComplete(
            (turn, failure) -> {
              if (failure != null && !queued.result().isDone()) {
                refuse(queued, failure);
              }
            });
    CompletableFuture<?> unusedCancel =
        queued
            .result()
            .whenComplete(
                (tensors, failure) -> {
                  if (!queued.isDone()) {
                    pool.withdraw(queued);
                  }
                });
    return queued.result();
  }

  /** Runs a call in another thread. If none can be had, the slot goes on and the call fails. */
  private void begin(ContextPool.Slot slot, QueuedCall call) {
    try {
      callThreads.execute(() -> runQueue(slot, call));
    } catch (RuntimeException | Error e) {
      call.end(List.of(), e, null);
      handOn(slot, release(slot));
    }
  }

  /** Fails a call in another thread: what depends on it may close this predictor. */
  private void refuse(QueuedCall queued, Throwable failure) {
    pool.forget(queued);
    queued.end(
        List.of(), failure instanceof TimeoutException ? pool.tooLong() : failure, callThreads);
  }

  @Override
  public String toString() {
    return "predictor of " + model.name() + " [" + options + "]";
  }
}
