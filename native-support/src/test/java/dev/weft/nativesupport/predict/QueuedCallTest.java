package dev.weft.nativesupport.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.BackendException;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.nativesupport.testing.Gate;
import dev.weft.nativesupport.testing.Tasks;
import dev.weft.nativesupport.testing.Tasks.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who runs calls that had to wait. */
@Timeout(60)
class QueuedCallTest {
  private static final Tensor INPUT = FakeLoadedModel.input(3);

  private final FakeLoadedModel loaded = new FakeLoadedModel();
  private final Gate gate = new Gate();
  private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

  @AfterEach
  void breaksNoRule() {
    assertEquals(List.of(), loaded.breaches());
    assertEquals(0, loaded.contextsOpen());
    assertEquals(1, loaded.timesFreed.get());
  }

  @Test
  void aCallThatNeedNotWaitRunsInItsOwnThread() {
    loaded.whenRunning = call -> threads.add(Thread.currentThread());
    try (ThreadSafePredictor predictor = loaded.sequentialPredictor()) {
      predictor.predict(INPUT);
      predictor.predict(INPUT);
    }
    assertEquals(List.of(Thread.currentThread(), Thread.currentThread()), List.copyOf(threads));
  }

  @Test
  void callsThatWaitedRunInOneThreadOneAfterTheOther() throws Exception {
    try (ThreadSafePredictor predictor = loaded.sequentialPredictor()) {
      List<Task<?>> tasks = new ArrayList<>();
      tasks.add(hold(predictor));
      for (int i = 0; i < 6; i++) {
        tasks.add(Tasks.start(() -> predictor.predict(INPUT)).awaitWaiting());
      }
      List<CompletableFuture<List<Tensor>>> futures =
          List.of(predictor.predictAsync(INPUT), predictor.predictAsync(INPUT));
      Thread holder = tasks.get(0).thread();
      gate.open();
      for (Task<?> task : tasks) {
        task.get();
      }
      for (CompletableFuture<?> future : futures) {
        future.get(30, TimeUnit.SECONDS);
      }
      List<Thread> ran = List.copyOf(threads);
      assertEquals(9, ran.size());
      assertSame(holder, ran.get(0));
      assertEquals(1, ran.subList(1, 9).stream().distinct().count());
      assertTrue(ran.get(1).getName().startsWith("weft-call-"), ran.get(1).getName());
      assertTrue(ran.get(1).isDaemon());
    }
  }

  @Test
  void whatDependsOnACallDoesNotHoldUpTheNextOne() throws Exception {
    Gate dependent = new Gate();
    try (ThreadSafePredictor predictor = loaded.sequentialPredictor()) {
      Task<?> holder = hold(predictor);
      CompletableFuture<Void> blocked =
          predictor.predictAsync(INPUT).thenAccept(results -> dependent.pass());
      Task<List<Tensor>> behind = Tasks.start(() -> predictor.predict(INPUT)).awaitWaiting();
      gate.open();
      holder.get();
      behind.get();
      assertFalse(blocked.isDone());
      dependent.open();
      blocked.get(30, TimeUnit.SECONDS);
    }
  }

  @Test
  void aFailureShowsBothThreadsAndHarmsNobodyElse() throws Exception {
    try (ThreadSafePredictor predictor = loaded.sequentialPredictor()) {
      Task<?> holder = hold(predictor);
      Task<BackendException> failing =
          Tasks.start(
                  () ->
                      assertThrows(
                          BackendException.class,
                          () -> predictor.predict(FakeLoadedModel.input(-1))))
              .awaitWaiting();
      Task<List<Tensor>> good = Tasks.start(() -> predictor.predict(INPUT)).awaitWaiting();
      loaded.whenRunning =
          call -> {
            if (call.inputs().get(0).orElseThrow().toFloatArray()[0] < 0) {
              throw new BackendException("running net", "f", 1, "broken");
            }
          };
      gate.open();
      holder.get();
      List<String> frames =
          Arrays.stream(failing.get().getStackTrace())
              .map(StackTraceElement::getMethodName)
              .toList();
      assertTrue(frames.contains("runQueue"), frames.toString());
      assertTrue(frames.contains("predict"), frames.toString());
      assertTrue(frames.indexOf("runQueue") < frames.indexOf("predict"), frames.toString());
      assertArrayEquals(new float[] {6}, good.get().get(0).toFloatArray());
    }
  }

  @Test
  void anErrorOfACallThatWaitedReachesItsCaller() throws Exception {
    Error error = new UnsatisfiedLinkError("f");
    try (ThreadSafePredictor predictor = loaded.sequentialPredictor()) {
      Task<?> holder = hold(predictor);
      Task<Error> failing =
          Tasks.start(() -> assertThrows(Error.class, () -> predictor.predict(INPUT)))
              .awaitWaiting();
      loaded.whenRunning =
          call -> {
            throw error;
          };
      gate.open();
      holder.get();
      assertSame(error, failing.get());
    }
  }

  @Test
  void anInterruptDoesNotEndACallThatHasItsTurn() throws Exception {
    Gate second = new Gate();
    try (ThreadSafePredictor predictor = loaded.sequentialPredictor()) {
      Task<?> holder = hold(predictor);
      Task<Boolean> queued =
          Tasks.start(
                  () -> {
                    assertArrayEquals(
                        new float[] {6}, predictor.predict(INPUT).get(0).toFloatArray());
                    return Thread.currentThread().isInterrupted();
                  })
              .awaitWaiting();
      loaded.whenRunning = call -> second.pass();
      gate.open();
      second.awaitArrivals();
      queued.thread().interrupt();
      second.open();
      assertTrue(queued.get());
      holder.get();
    }
  }

  @Test
  void withoutAnotherThreadTheOneBeforeRunsThem() throws Exception {
    Executor none =
        task -> {
          throw new RejectedExecutionException("no thread");
        };
    PredictorOptions options = loaded.settle(PredictorOptions.builder().concurrency(1).build());
    try (ThreadSafePredictor predictor =
        new PooledPredictor(loaded, options, loaded::close, none)) {
      Task<?> holder = hold(predictor);
      Task<?> one = Tasks.start(() -> predictor.predict(INPUT)).awaitWaiting();
      Task<?> two = Tasks.start(() -> predictor.predict(INPUT)).awaitWaiting();
      gate.open();
      holder.get();
      one.get();
      two.get();
      assertEquals(
          List.of(holder.thread(), holder.thread(), holder.thread()), List.copyOf(threads));
    }
  }

  /** Starts a call that has the only context until the gate opens. */
  private Task<?> hold(ThreadSafePredictor predictor) {
    loaded.whenRunning =
        call -> {
          threads.add(Thread.currentThread());
          gate.pass();
        };
    Task<?> holder = Tasks.start(() -> predictor.predict(INPUT));
    gate.awaitArrivals();
    return holder;
  }
}
