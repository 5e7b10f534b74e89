package dev.weft.nativesupport.library;

import static dev.weft.nativesupport.library.NativeJars.DIRECTORY;
import static dev.weft.nativesupport.library.NativeJars.FILE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.BackendUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The environment and real paths are tried by {@link LibraryEnvironmentTest}. */
class LibraryLocatorTest {
  private static final String PROPERTY = "dev.weft.test.library";

  private static final LibraryLocator LOCATOR =
      new LibraryLocator("backend", "fake", DIRECTORY, PROPERTY, "WEFT_TEST_LIBRARY");

  @TempDir Path folder;

  @BeforeEach
  void useOwnCache() {
    System.setProperty(CacheDirectory.SYSTEM_PROPERTY, folder.resolve("cache").toString());
  }

  @AfterEach
  void clear() {
    System.clearProperty(PROPERTY);
    System.clearProperty(CacheDirectory.SYSTEM_PROPERTY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void whereNothingIsNamedTheSystemSearches(String blank) {
    assertEquals(new LibraryLocation("fake", "system library path"), LOCATOR.locate(null));
    System.setProperty(PROPERTY, blank);
    assertEquals(new LibraryLocation("fake", "system library path"), LOCATOR.locate(blank));
  }

  @Test
  void anOptionMayNameTheFileWhateverItsName() throws IOException {
    Path file = Files.createFile(folder.resolve("libother.so.1"));
    assertEquals(
        new LibraryLocation(file.toString(), "option backend.library"),
        LOCATOR.locate(file.toString()));
  }

  @Test
  void anOptionMayNameTheDirectory() throws IOException {
    Path file = Files.createFile(folder.resolve(FILE));
    assertEquals(
        new LibraryLocation(file.toString(), "option backend.library"),
        LOCATOR.locate(folder.toString()));
  }

  @Test
  void anOptionMayNameAJar() throws IOException {
    Path jar = NativeJars.withLibrary(folder.resolve("natives.jar"), "content");
    LibraryLocation location = LOCATOR.locate(jar.toString());
    assertEquals("option backend.library, jar natives.jar", location.origin());
    assertTrue(Path.of(location.target()).startsWith(folder.resolve("cache")));
    assertEquals(FILE, Path.of(location.target()).getFileName().toString());
    assertEquals("content", Files.readString(Path.of(location.target())));
  }

  @Test
  void aRelativePathBecomesAbsolute() throws IOException {
    Path file = Files.createFile(folder.resolve(FILE));
    Path relative = Path.of("").toAbsolutePath().relativize(file);
    Path target = Path.of(LOCATOR.locate(relative.toString()).target());
    assertTrue(target.isAbsolute());
    assertTrue(Files.isSameFile(file, target));
  }

  @Test
  void anOptionOverridesASystemProperty() throws IOException {
    Path file = Files.createFile(folder.resolve("option.so"));
    System.setProperty(PROPERTY, folder.resolve("property.so").toString());
    assertEquals(file.toString(), LOCATOR.locate(file.toString()).target());
  }

  @Test
  void aSystemPropertyNamesTheLibrary() throws IOException {
    Path file = Files.createFile(folder.resolve("property.so"));
    System.setProperty(PROPERTY, file.toString());
    assertEquals(
        new LibraryLocation(file.toString(), "system property " + PROPERTY), LOCATOR.locate(null));
  }

  @Test
  void aNamedLocationMustExist() {
    String missing = folder.resolve("missing.so").toString();
    assertRefused(missing, "option backend.library", "does not exist", missing);
  }

  @Test
  void aMissingOptionIsNotMadeUpByAProperty() throws IOException {
    System.setProperty(PROPERTY, Files.createFile(folder.resolve(FILE)).toString());
    String missing = folder.resolve("missing.so").toString();
    assertRefused(missing, "option backend.library", "does not exist", missing);
  }

  @Test
  void aMissingSystemPropertyIsNamed() {
    String missing = folder.resolve("missing.so").toString();
    System.setProperty(PROPERTY, missing);
    assertRefused(null, "system property " + PROPERTY, "does not exist", missing);
  }

  @Test
  void aNamedDirectoryMustHoldTheLibrary() {
    assertRefused(
        folder.toString(),
        "option backend.library",
        "is a directory without " + FILE,
        folder.toString());
  }

  @Test
  void aNamedJarMustHoldTheLibrary() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jar"), "no zip");
    assertRefused(
        text.toString(),
        "option backend.library",
        "is a jar without native/lib/" + FILE,
        text.toString());
  }

  @Test
  void aNamedLocationMustBeAPath() {
    assertRefused("a\0b", "option backend.library", "is no path", "a\0b");
  }

  @Test
  void howToProvideNamesEveryWay() {
    assertEquals(
        "add a jar with natives to the class or module path, or name "
            + FILE
            + " (the file, its directory or a jar) with the option backend.library, the system"
            + " property dev.weft.test.library or the environment variable WEFT_TEST_LIBRARY",
        LOCATOR.howToProvide());
  }

  private static void assertRefused(String option, String origin, String what, String location) {
    BackendUnavailableException e =
        assertThrows(BackendUnavailableException.class, () -> LOCATOR.locate(option));
    assertEquals(
        "backend 'backend': " + location + ", named by the " + origin + ", " + what, e.reason());
    assertEquals("name " + FILE + ", its directory or a jar with natives there", e.fix());
  }
}
