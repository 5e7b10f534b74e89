package dev.weft.format;

import java.lang.reflect.Method;

/**
 * How much the current thread has allocated. By reflection, since the module under test, which
 * these tests are compiled into, does not read {@code jdk.management}.
 */
final class AllocatedBytes {
  private AllocatedBytes() {}

  static long now() {
    try {
      Object threads =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      Method allocated =
          Class.forName("com.sun.management.ThreadMXBean")
              .getMethod("getThreadAllocatedBytes", long.class);
      return (long) allocated.invoke(threads, Thread.currentThread().getId());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("this JVM does not count allocations", e);
    }
  }
}
