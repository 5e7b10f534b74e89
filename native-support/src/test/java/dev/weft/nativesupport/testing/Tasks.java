package dev.weft.nativesupport.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A thread with a result. */
public final class Tasks {
  private static final long LIMIT_SECONDS = 30;

  private Tasks() {}

  /** A thread of its own for one task. */
  public static final class Task<T> {
    private final FutureTask<T> future;
    private final Thread thread;

    private Task(Callable<T> body) {
      future = new FutureTask<>(body);
      thread = new Thread(future, "task");
      thread.setDaemon(true);
      thread.start();
    }

    public Thread thread() {
      return thread;
    }

    public boolean isDone() {
      return future.isDone();
    }

    /** Returns once the thread stands still: it waits for someone, with or without a limit. */
    public Task<T> awaitWaiting() {
      while (thread.getState() != Thread.State.WAITING
          && thread.getState() != Thread.State.TIMED_WAITING) {
        if (future.isDone()) {
          throw new AssertionError("the task ended without waiting");
        }
        Thread.onSpinWait();
      }
      return this;
    }

    /** Returns the result, or throws what the task threw. */
    public T get() throws Exception {
      try {
        return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Exception cause) {
          throw cause;
        }
        throw e;
      } catch (TimeoutException e) {
        AssertionError stuck = new AssertionError("the task is stuck", e);
        stuck.setStackTrace(thread.getStackTrace());
        throw stuck;
      }
    }
  }

  /** Something that may throw. */
  public interface Action {
    void run() throws Exception;
  }

  public static <T> Task<T> start(Callable<T> body) {
    return new Task<>(body);
  }

  public static Task<Void> run(Action body) {
    return new Task<>(
        () -> {
          body.run();
          return null;
        });
  }

  /** Runs the body in so many threads that begin together, and waits for all. */
  public static void together(int threads, Action body) throws Exception {
    Gate start = new Gate(threads);
    List<Task<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      tasks.add(
          run(
              () -> {
                start.pass();
                body.run();
              }));
    }
    start.awaitArrivals();
    start.open();
    for (Task<Void> task : tasks) {
      task.get();
    }
  }
}
