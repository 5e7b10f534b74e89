package dev.weft.nativesupport.library;

import static dev.weft.nativesupport.library.NativeJars.DIRECTORY;
import static dev.weft.nativesupport.library.NativeJars.FILE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.BackendUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NativeCacheTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir Path folder;
  private Path root;
  private NativeCache cache;

  @BeforeEach
  void open() {
    root = folder.resolve("not/yet/there");
    cache = new NativeCache(root);
  }

  @Test
  void theNativesAreUnpackedSideBySide() throws IOException {
    Path target = cache.extract("fake", jar("natives.jar", "content"));
    assertEquals(Set.of(FILE, "libneeded.so"), names(target));
    assertEquals("content", Files.readString(target.resolve(FILE)));
    assertEquals("needed by content", Files.readString(target.resolve("libneeded.so")));
    assertEquals(root, target.getParent());
    assertTrue(target.getFileName().toString().matches("fake-[0-9a-f]{16}"), target.toString());
  }

  @Test
  void anInterruptedThreadGetsThemTooAndStaysInterrupted() throws IOException {
    NativeJar jar = jar("natives.jar", "content");
    Thread.currentThread().interrupt();
    Path target = cache.extract("fake", jar);
    assertTrue(Thread.interrupted());
    assertEquals("content", Files.readString(target.resolve(FILE)));
  }

  @Test
  void nothingButTheLockIsLeftBeside() throws IOException {
    Path target = cache.extract("fake", jar("natives.jar", "content"));
    String name = target.getFileName().toString();
    assertEquals(Set.of(name, name + ".lock"), names(root));
  }

  @Test
  void whatIsThereIsUsedWithoutWriting() throws IOException {
    NativeJar jar = jar("natives.jar", "content");
    Path target = cache.extract("fake", jar);
    Object key = Files.readAttributes(target.resolve(FILE), "*").get("fileKey");
    Files.setLastModifiedTime(target.resolve(FILE), LONG_AGO);
    assertEquals(target, new NativeCache(root).extract("fake", jar));
    assertEquals(LONG_AGO, Files.getLastModifiedTime(target.resolve(FILE)));
    assertEquals(key, Files.readAttributes(target.resolve(FILE), "*").get("fileKey"));
  }

  @Test
  void jarsOfTheSameContentShareADirectory() {
    Path one = cache.extract("fake", jar("one.jar", "content"));
    assertEquals(one, cache.extract("fake", jar("two.jar", "content")));
  }

  @Test
  void jarsOfOtherContentDoNot() throws IOException {
    Path one = cache.extract("fake", jar("one.jar", "content 1"));
    Path two = cache.extract("fake", jar("two.jar", "content 2"));
    assertNotEquals(one, two);
    assertEquals("content 1", Files.readString(one.resolve(FILE)));
    assertEquals("content 2", Files.readString(two.resolve(FILE)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "conten", "content and more", "kontent"})
  void aDamagedFileIsRepaired(String damage) throws IOException {
    NativeJar jar = jar("natives.jar", "content");
    Path target = cache.extract("fake", jar);
    Files.writeString(target.resolve(FILE), damage);
    assertEquals(target, cache.extract("fake", jar));
    assertEquals("content", Files.readString(target.resolve(FILE)));
    assertEquals(2, names(root).size());
  }

  @Test
  void aMissingFileIsRepaired() throws IOException {
    NativeJar jar = jar("natives.jar", "content");
    Path target = cache.extract("fake", jar);
    Files.delete(target.resolve("libneeded.so"));
    cache.extract("fake", jar);
    assertEquals(Set.of(FILE, "libneeded.so"), names(target));
  }

  @Test
  void whatAKilledProcessLeftDoesNotDisturb() throws IOException {
    NativeJar jar = jar("natives.jar", "content");
    String name = cache.extract("fake", jar).getFileName().toString();
    Path part = Files.createDirectories(folder.resolve("other").resolve(name + ".part-1"));
    Files.writeString(part.resolve(FILE), "cont");
    Files.createFile(folder.resolve("other").resolve(name + ".lock"));
    Path target = new NativeCache(folder.resolve("other")).extract("fake", jar);
    assertEquals("content", Files.readString(target.resolve(FILE)));
    assertEquals(Set.of(name, name + ".lock"), names(folder.resolve("other")));
  }

  @Test
  void whatIsOfAnotherJarStays() throws IOException {
    Path other = Files.createDirectories(root.resolve("fake-0123456789abcdef.part-1"));
    cache.extract("fake", jar("natives.jar", "content"));
    assertTrue(Files.exists(other));
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsNamedWithTheFix() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    NativeCache onFile = new NativeCache(file);
    BackendUnavailableException e =
        assertThrows(
            BackendUnavailableException.class,
            () -> onFile.extract("fake", jar("natives.jar", "content")));
    assertTrue(
        e.reason().startsWith("cannot unpack the natives of natives.jar into " + file + ": "),
        e.reason());
    assertEquals(
        "name a writable directory with room for them by the system property"
            + " dev.weft.nativeCache or the environment variable WEFT_NATIVE_CACHE",
        e.fix());
    assertTrue(e.getCause() instanceof IOException);
  }

  @Test
  void aJarThatIsGoneIsNamed() {
    NativeJar gone = new NativeJar(folder.resolve("gone.jar"), DIRECTORY);
    String reason =
        assertThrows(BackendUnavailableException.class, () -> cache.extract("fake", gone)).reason();
    assertTrue(reason.contains("gone.jar"), reason);
  }

  private NativeJar jar(String name, String content) {
    return new NativeJar(NativeJars.withLibrary(folder.resolve(name), content), DIRECTORY);
  }

  private static Set<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
