package dev.weft.nativesupport.predict;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the threads that Weft's pools work with: daemons, named and numbered, which keep nothing of
 * the thread that asked for them, neither thread locals nor a class loader. Thread-safe.
 */
public final class WorkerThreads implements ThreadFactory {
  /** Native libraries want more than a JVM with a small {@code -Xss} gives to its threads. */
  private static final long STACK_BYTES = 1 << 20;

  private final String prefix;
  private final AtomicInteger count = new AtomicInteger();

  /**
   * Makes a factory.
   *
   * @param prefix what names begin with
   */
  public WorkerThreads(String prefix) {
    this.prefix = prefix;
  }

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(null, task, prefix + count.incrementAndGet(), STACK_BYTES, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    return thread;
  }
}
