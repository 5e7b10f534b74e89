package dev.weft.testkit.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/** A number of threads that begin something together. */
final class Team implements AutoCloseable {

  private static final long LIMIT_SECONDS = 60;

  private final int size;
  private final ExecutorService threads;

  Team(int size) {
    this.size = size;
    this.threads =
        Executors.newFixedThreadPool(
            size,
            task -> {
              Thread thread = new Thread(task, "member of a team");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** What a member does, by its number. */
  interface Part {
    void run(int member) throws Exception;
  }

  /** A run that has begun. */
  record Started(List<Future<Boolean>> parts) {

    /** Waits for all members; the first failure is thrown, with the others attached. */
    void await() throws Exception {
      Throwable failure = null;
      for (Future<Boolean> part : parts) {
        try {
          boolean unusedDone = part.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
          Throwable cause = e instanceof ExecutionException ? e.getCause() : e;
          if (failure == null) {
            failure = cause;
          } else if (cause != null && cause != failure) {
            failure.addSuppressed(cause);
          }
        }
      }
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof Exception exception) {
        throw exception;
      }
    }
  }

  /** Lets all members run their part and waits for them. */
  void run(Part part) throws Exception {
    start(part).await();
  }

  /** Lets all members begin their part at one moment. */
  Started start(Part part) {
    CyclicBarrier start = new CyclicBarrier(size);
    IntFunction<Callable<Boolean>> member =
        number ->
            () -> {
              start.await(LIMIT_SECONDS, TimeUnit.SECONDS);
              part.run(number);
              return true;
            };
    List<Future<Boolean>> parts = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      parts.add(threads.submit(member.apply(i)));
    }
    return new Started(parts);
  }

  /** Runs a part in a team of its own. */
  static void of(int size, Part part) throws Exception {
    try (Team team = new Team(size)) {
      team.run(part);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
