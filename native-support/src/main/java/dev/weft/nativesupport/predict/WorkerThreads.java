package dev.weft.nativesupport.predict;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes the threads that Weft's pools work with: daemons, named and numbered, which keep nothing of
 * the thread that asked for them, neither thread locals nor a class loader. Thread-safe.
 */
public final class WorkerThreads implements ThreadFactory {
  /** Native libraries need more than a JVM with a small {@code -Xss} gives to its threads. */
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
    Thread thread = make(task, prefix + count.incrementAndGet());
    thread.setDaemon(true);
    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
    return thread;
  }

  /**
   * Until Java 24 a thread keeps the protection domains, and so the class loaders, of all that is
   * on the stack where it is made, down to the last privileged action.
   */
  @SuppressWarnings("removal") // deprecated with security managers, which this has no use for
  private static Thread make(Runnable task, String name) {
    return AccessController.doPrivileged(
        (PrivilegedAction<Thread>) () -> new Thread(null, task, name, STACK_BYTES, false));
  }
}
