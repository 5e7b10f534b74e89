package dev.weft.nativesupport.library;

import static dev.weft.nativesupport.library.NativeJars.DIRECTORY;
import static dev.weft.nativesupport.library.NativeJars.FILE;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeJarTest {
  @TempDir Path folder;

  @Test
  void aJarWithTheLibraryIsOne() {
    Path jar = NativeJars.withLibrary(folder.resolve("natives.jar"), "fake");
    assertEquals(Optional.of(new NativeJar(jar, DIRECTORY)), NativeJar.in(jar, DIRECTORY, FILE));
    assertEquals("natives.jar", new NativeJar(jar, DIRECTORY).name());
  }

  @Test
  void anythingElseIsNone() throws IOException {
    Path jar = NativeJars.withLibrary(folder.resolve("natives.jar"), "fake");
    Path text = Files.writeString(folder.resolve("text.jar"), "no zip");
    assertEquals(Optional.empty(), NativeJar.in(jar, DIRECTORY, "libabsent.so"));
    assertEquals(Optional.empty(), NativeJar.in(jar, "other", FILE));
    assertEquals(Optional.empty(), NativeJar.in(text, DIRECTORY, FILE));
    assertEquals(Optional.empty(), NativeJar.in(folder, DIRECTORY, FILE));
    assertEquals(Optional.empty(), NativeJar.in(folder.resolve("no.jar"), DIRECTORY, FILE));
  }

  @Test
  void itsEntriesAreThoseOfTheDirectoryAlone() throws IOException {
    Path jar = NativeJars.withLibrary(folder.resolve("natives.jar"), "fake");
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      assertEquals(
          Set.of(DIRECTORY + "/" + FILE, DIRECTORY + "/libneeded.so"),
          new NativeJar(jar, DIRECTORY)
              .entries(zip).stream().map(ZipEntry::getName).collect(Collectors.toSet()));
    }
  }

  @Test
  void aJarOfTheContextClassLoaderIsFound() throws IOException {
    Path jar = NativeJars.withLibrary(folder.resolve("with space.jar"), "fake");
    assertEquals(Optional.of(new NativeJar(jar, DIRECTORY)), searching(List.of(jar)));
  }

  @Test
  void theFirstJarOfTheClassPathIsTaken() throws IOException {
    Path second = NativeJars.withLibrary(folder.resolve("a.jar"), "second");
    Path first = NativeJars.withLibrary(folder.resolve("b.jar"), "first");
    assertEquals(Optional.of(new NativeJar(first, DIRECTORY)), searching(List.of(first, second)));
  }

  @Test
  void withoutJarNoneIsFound() throws IOException {
    assertEquals(Optional.empty(), searching(List.of()));
  }

  private static Optional<NativeJar> searching(List<Path> jars) throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    URL[] urls = new URL[jars.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = jars.get(i).toUri().toURL();
    }
    try (URLClassLoader loader = new URLClassLoader(urls)) {
      thread.setContextClassLoader(loader);
      return NativeJar.onPaths(DIRECTORY, FILE);
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
