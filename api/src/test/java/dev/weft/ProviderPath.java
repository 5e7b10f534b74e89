package dev.weft;

import dev.weft.spi.BackendProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A class path of folders with provider registrations.
 *
 * <p>{@link java.util.ServiceLoader} ignores registrations of classes in a named module, and these
 * tests are patched into one; so the fakes are defined anew, in the unnamed module of this path.
 */
final class ProviderPath {
  private ProviderPath() {}

  /** Registers providers in a folder. */
  static void register(Path folder, Class<?>... providers) {
    try {
      Path services = Files.createDirectories(folder.resolve("META-INF/services"));
      Files.write(
          services.resolve(BackendProvider.class.getName()),
          Arrays.stream(providers).map(Class::getName).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Does something with folders as the path of the thread's context class loader. */
  static <T> T searching(List<Path> folders, Supplier<T> action) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URL[] urls = folders.stream().map(ProviderPath::url).toArray(URL[]::new);
    try (URLClassLoader loader = new FakesLoader(urls)) {
      thread.setContextClassLoader(loader);
      return action.get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static URL url(Path folder) {
    try {
      return folder.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new AssertionError(e);
    }
  }

  private static final class FakesLoader extends URLClassLoader {
    private static final String FAKES = "dev.weft.fakes.";

    FakesLoader(URL[] urls) {
      super(urls, ProviderPath.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(FAKES)) {
        return super.loadClass(name, resolve);
      }
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        return known != null ? known : define(name);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
