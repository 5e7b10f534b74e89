package dev.weft.nativesupport.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.nativesupport.testing.Collected;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
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

  /** An application that asks for a thread, in a class loader of its own. */
  private static final class Application extends ClassLoader {
    Application() {
      super(WorkerThreadsTest.class.getClassLoader());
    }

    @SuppressWarnings("unchecked")
    BiFunction<WorkerThreads, Runnable, Thread> asking() throws Exception {
      String name = Asking.class.getName();
      try (InputStream in = Asking.class.getResourceAsStream("WorkerThreadsTest$Asking.class")) {
        byte[] code = in.readAllBytes();
        return (BiFunction<WorkerThreads, Runnable, Thread>)
            defineClass(name, code, 0, code.length).getConstructor().newInstance();
      }
    }
  }

  /** Loaded by {@link Application}. */
  public static final class Asking implements BiFunction<WorkerThreads, Runnable, Thread> {
    @Override
    public Thread apply(WorkerThreads threads, Runnable task) {
      return threads.newThread(task);
    }
  }

  @Test
  void keepNoClassLoaderOfWhoAskedForThem() throws Exception {
    List<Thread> made = new ArrayList<>();
    WeakReference<ClassLoader> application = askedBy(new WorkerThreads("worker-"), made);
    assertTrue(Collected.until(() -> application.refersTo(null)));
    assertEquals("worker-1", made.get(0).getName());
  }

  private static WeakReference<ClassLoader> askedBy(WorkerThreads threads, List<Thread> made)
      throws Exception {
    BiFunction<WorkerThreads, Runnable, Thread> asking = new Application().asking();
    made.add(asking.apply(threads, () -> {}));
    return new WeakReference<>(asking.getClass().getClassLoader());
  }
}
