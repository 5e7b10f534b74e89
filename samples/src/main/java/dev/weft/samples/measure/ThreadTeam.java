package dev.weft.samples.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A number of platform threads that share one list of tasks.
 *
 * <p>Each thread takes the next task of the list until none is left or one has failed. {@code next}
 * and {@code failures} are the only state they share; both are thread-safe.
 */
public final class ThreadTeam {
  private final Task task;
  private final int tasks;
  private final AtomicInteger next = new AtomicInteger();
  private final Map<Integer, Throwable> failures = new ConcurrentSkipListMap<>();

  /** What is done for each number; called by many threads at once. */
  @FunctionalInterface
  public interface Task {
    /**
     * Does one task.
     *
     * @param number which one, from 0
     * @throws Exception whatever goes wrong; it ends the work
     */
    void run(int number) throws Exception;
  }

  private ThreadTeam(int tasks, Task task) {
    this.tasks = tasks;
    this.task = task;
  }

  /**
   * Does the tasks 0 to {@code tasks - 1} with threads named {@code worker-1}, {@code worker-2} and
   * so on, and waits for them.
   *
   * @param threads how many threads
   * @param tasks how many tasks
   * @param task what is done for each
   * @throws Exception the failure of the task of lowest number that failed; an {@link Error} is
   *     thrown as it is
   */
  public static void run(int threads, int tasks, Task task) throws Exception {
    ThreadTeam team = new ThreadTeam(tasks, task);
    List<Thread> workers = new ArrayList<>();
    for (int i = 1; i <= threads; i++) {
      Thread worker = new Thread(team::work, "worker-" + i);
      workers.add(worker);
      worker.start();
    }
    try {
      for (Thread worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      workers.forEach(Thread::interrupt);
      throw e;
    }
    for (Throwable failure : team.failures.values()) {
      if (failure instanceof Error error) {
        throw error;
      }
      throw (Exception) failure;
    }
  }

  private void work() {
    while (failures.isEmpty() && !Thread.currentThread().isInterrupted()) {
      int number = next.getAndIncrement();
      if (number >= tasks) {
        return;
      }
      try {
        task.run(number);
      } catch (Throwable e) {
        failures.put(number, e);
      }
    }
  }
}
