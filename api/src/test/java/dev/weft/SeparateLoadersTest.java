package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.fakes.FakeBackends;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application with a Weft of its own in a class loader that threads do not know, or not all. */
class SeparateLoadersTest {
  @TempDir Path folder;
  private final @Nullable ClassLoader before = Thread.currentThread().getContextClassLoader();

  @BeforeEach
  void register() {
    ProviderPath.register(folder, FakeBackends.Low.class);
  }

  @AfterEach
  void restore() {
    Thread.currentThread().setContextClassLoader(before);
  }

  @Test
  void providersBesideTheApiAreFoundByThreadsThatDoNotKnowThem() throws Exception {
    try (URLClassLoader application = application()) {
      for (ClassLoader context :
          new @Nullable ClassLoader[] {ClassLoader.getPlatformClassLoader(), null}) {
        Thread.currentThread().setContextClassLoader(context);
        assertEquals(List.of("low"), names(application), () -> "context: " + context);
      }
    }
  }

  @Test
  void theContextOfAnotherApplicationIsPassedOver() throws Exception {
    try (URLClassLoader application = application();
        URLClassLoader other = application()) {
      Thread.currentThread().setContextClassLoader(other);
      assertEquals(List.of("low"), names(application));
    }
  }

  @Test
  void theConfigurationBesideTheApiIsRead() throws Exception {
    Files.writeString(folder.resolve(Backends.CONFIGURATION), "backend=beside");
    Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try (URLClassLoader application = application()) {
      Object options =
          application
              .loadClass(PredictorOptions.class.getName())
              .getMethod("defaults")
              .invoke(null);
      var of =
          application
              .loadClass(BackendChoice.class.getName())
              .getDeclaredMethod("of", options.getClass());
      of.setAccessible(true);
      String choice = of.invoke(null, options).toString();
      assertEquals("BackendChoice[name=beside, origin=" + url(folder) + "weft.properties]", choice);
    }
  }

  private URLClassLoader application() throws IOException {
    URL[] urls = {
      Backends.class.getProtectionDomain().getCodeSource().getLocation(),
      Path.of("target/test-classes").toUri().toURL(),
      url(folder)
    };
    // The platform's class loader would find the module that is tested.
    return new URLClassLoader(urls, null);
  }

  private static URL url(Path path) throws IOException {
    return path.toUri().toURL();
  }

  private static List<String> names(ClassLoader application) throws ReflectiveOperationException {
    List<?> described =
        (List<?>)
            application.loadClass(Backends.class.getName()).getMethod("describe").invoke(null);
    return described.stream().map(Object::toString).map(text -> text.split(":", 2)[0]).toList();
  }
}
