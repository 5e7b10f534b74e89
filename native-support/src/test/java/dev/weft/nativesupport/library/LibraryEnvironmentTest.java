package dev.weft.nativesupport.library;

import static dev.weft.nativesupport.library.NativeJars.FILE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.nativesupport.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In a JVM of its own: there the environment, the class path and the module path can be set. */
@Timeout(120)
class LibraryEnvironmentTest {
  @TempDir Path folder;
  private final ChildJvm jvm = new ChildJvm();
  private Path jars;
  private Path jar;

  @BeforeEach
  void write() throws IOException {
    jars = Files.createDirectory(folder.resolve("jars"));
    jar = NativeJars.withLibrary(jars.resolve("natives.jar"), "content");
    jvm.environment("WEFT_NATIVE_CACHE", folder.resolve("cache").toString());
  }

  @Test
  void aVariableNamesTheLibrary() throws Exception {
    Path file = Files.createFile(folder.resolve("variable.so"));
    jvm.environment("WEFT_TEST_LIBRARY", file.toString()).onClassPath(jar);
    assertEquals("environment variable WEFT_TEST_LIBRARY: " + file, jvm.run(LocatingProgram.class));
  }

  @Test
  void aSystemPropertyOverridesTheVariable() throws Exception {
    Path file = Files.createFile(folder.resolve("property.so"));
    jvm.environment("WEFT_TEST_LIBRARY", folder.resolve("missing.so").toString())
        .option("-Ddev.weft.test.library=" + file);
    assertEquals("system property dev.weft.test.library: " + file, jvm.run(LocatingProgram.class));
  }

  @Test
  void anOptionOverridesBoth() throws Exception {
    Path file = Files.createFile(folder.resolve("option.so"));
    String missing = folder.resolve("missing.so").toString();
    jvm.environment("WEFT_TEST_LIBRARY", missing).option("-Ddev.weft.test.library=" + missing);
    assertEquals(
        "option backend.library: " + file, jvm.run(LocatingProgram.class, file.toString()));
  }

  @Test
  void aVariableOfAMissingLibraryIsNotPassedOver() throws Exception {
    String missing = folder.resolve("missing.so").toString();
    jvm.environment("WEFT_TEST_LIBRARY", missing).onClassPath(jar);
    String output = jvm.run(LocatingProgram.class);
    assertTrue(
        output.contains(
            missing + ", named by the environment variable WEFT_TEST_LIBRARY, does not exist"),
        output);
  }

  @Test
  void aJarOnTheClassPathIsFound() throws Exception {
    jvm.onClassPath(jar);
    assertFoundInJar(jvm.run(LocatingProgram.class), folder.resolve("cache"));
  }

  @Test
  void aJarOnTheModulePathIsFound() throws Exception {
    jvm.option("--module-path=" + jar);
    assertFoundInJar(jvm.run(LocatingProgram.class), folder.resolve("cache"));
  }

  @Test
  void aJarInAFolderOfTheModulePathIsFound() throws Exception {
    Files.writeString(folder.resolve("jars/a-text.txt"), "no jar");
    jvm.option("--module-path=" + jars);
    assertFoundInJar(jvm.run(LocatingProgram.class), folder.resolve("cache"));
  }

  @Test
  void aSystemPropertyForTheCacheOverridesTheVariable() throws Exception {
    Path other = folder.resolve("other cache");
    jvm.option("-Ddev.weft.nativeCache=" + other).onClassPath(jar);
    assertFoundInJar(jvm.run(LocatingProgram.class), other);
    assertFalse(Files.exists(folder.resolve("cache")));
  }

  @Test
  void theUsersCacheDirectoryIsUsedOtherwise() throws Exception {
    jvm.environment("WEFT_NATIVE_CACHE", "")
        .environment("XDG_CACHE_HOME", folder.resolve("xdg").toString())
        .onClassPath(jar);
    assertFoundInJar(jvm.run(LocatingProgram.class), folder.resolve("xdg/weft"));
  }

  @Test
  void theUsersHomeIsUsedAtLast() throws Exception {
    jvm.environment("WEFT_NATIVE_CACHE", "")
        .environment("XDG_CACHE_HOME", "")
        .option("-Duser.home=" + folder)
        .onClassPath(jar);
    assertFoundInJar(jvm.run(LocatingProgram.class), folder.resolve(".cache/weft"));
  }

  private static void assertFoundInJar(String output, Path cache) throws IOException {
    String origin = "jar with natives natives.jar: ";
    assertTrue(output.startsWith(origin), output);
    Path target = Path.of(output.substring(origin.length()));
    assertEquals(cache, target.getParent().getParent());
    assertEquals(FILE, target.getFileName().toString());
    assertEquals("content", Files.readString(target));
  }
}
