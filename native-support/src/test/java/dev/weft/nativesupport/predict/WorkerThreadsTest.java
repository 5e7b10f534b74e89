package dev.weft.nativesupport.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class WorkerThreadsTest {
  @Test
  void keepNothingOfTheThreadThatAskedForThem() throws Exception {
    WorkerThreads threads = new WorkerThreads("worker-");
    Thread asking = Thread.currentThread();
    ClassLoader own = asking.getContextClassLoader();
    try (URLClassLoader application = new URLClassLoader(new URL[0])) {
      asking.setContextClassLoader(application);
      Thread made = threads.newThread(() -> {});
      assertSame(ClassLoader.getSystemClassLoader(), made.getContextClassLoader());
      assertTrue(made.isDaemon());
      assertEquals("worker-1", made.getName());
      assertEquals("worker-2", threads.newThread(() -> {}).getName());
    } finally {
      asking.setContextClassLoader(own);
    }
  }
}
