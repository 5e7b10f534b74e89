package dev.weft.integration.child;

import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that call one predictor without pause until they are told to stop, and compare each
 * answer with the first.
 */
final class Callers {
  private static final int BATCH = 8;

  private final ThreadSafePredictor predictor;
  private final Tensor input;
  private final float[] expected;
  private final CountDownLatch running;
  private final AtomicInteger different = new AtomicInteger();
  private final AtomicInteger calls = new AtomicInteger();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  private Callers(ThreadSafePredictor predictor, int count) {
    this.predictor = predictor;
    this.input = picture();
    this.expected = answer();
    this.running = new CountDownLatch(count);
  }

  /** Starts threads, and returns when each has made a call. */
  static Callers start(ThreadSafePredictor predictor, int count) throws InterruptedException {
    Callers callers = new Callers(predictor, count);
    for (int i = 0; i < count; i++) {
      Thread thread = new Thread(callers::callUntilStopped, "caller-" + i);
      thread.setDaemon(true);
      thread.start();
      callers.threads.add(thread);
    }
    callers.running.await();
    return callers;
  }

  /** Stops the threads and requires that all answers were right. */
  void stop() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
    if (different.get() > 0) {
      throw new IllegalStateException(different + " of " + calls + " answers were different");
    }
  }

  /** Waits for a call that is begun and ended after this. */
  void awaitCall() throws InterruptedException {
    int before = calls.get();
    while (calls.get() < before + 2 * threads.size()) {
      Thread.sleep(1);
    }
  }

  private void callUntilStopped() {
    boolean first = true;
    while (!stopped) {
      if (!Arrays.equals(expected, answer())) {
        different.incrementAndGet();
      }
      calls.incrementAndGet();
      if (first) {
        running.countDown();
        first = false;
      }
    }
  }

  private float[] answer() {
    return predictor.predict(input).get(0).toFloatArray();
  }

  private static Tensor picture() {
    float[] values = new float[BATCH * 32 * 32];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37 % 255) / 127.5f - 1;
    }
    return Tensor.of(values, BATCH, 1, 32, 32);
  }
}
