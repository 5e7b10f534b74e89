package dev.weft.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A modular application runs wherever its jars are put, prints nothing else, and is given native
 * access by the flags that {@code module-info-notes.md} names.
 */
class ConsumerIT {
  static final String MODULE = "dev.weft.integration.consumer";
  static final String MAIN = MODULE + ".GlyphReader";
  static final String MODULE_ACCESS = "--enable-native-access=com.sun.jna";
  static final String CLASS_PATH_ACCESS = "--enable-native-access=ALL-UNNAMED";

  @TempDir private Path directory;
  private DemoGlyphs glyphs;

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @BeforeEach
  void writePictures() throws IOException {
    glyphs = DemoGlyphs.writtenTo(directory);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void onModulePath(Jdk jdk) throws IOException, InterruptedException {
    String modulePath = Artifacts.path(Artifacts.RUNTIME, Artifacts.CONSUMER, Artifacts.NATIVES);
    java(jdk, MODULE_ACCESS, "-p", modulePath, "-m", MODULE + "/" + MAIN)
        .requirePrinted(glyphs.classes());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void onModulePathOfOneDirectory(Jdk jdk) throws IOException, InterruptedException {
    Path lib = Files.createDirectory(directory.resolve("lib"));
    for (Path jar : everything()) {
      Files.copy(jar, lib.resolve(jar.getFileName()));
    }
    java(jdk, MODULE_ACCESS, "-p", lib, "-m", MODULE + "/" + MAIN).requirePrinted(glyphs.classes());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void onClassPath(Jdk jdk) throws IOException, InterruptedException {
    String classPath = Artifacts.path(Artifacts.RUNTIME, Artifacts.CONSUMER, Artifacts.NATIVES);
    java(jdk, CLASS_PATH_ACCESS, "-cp", classPath, MAIN).requirePrinted(glyphs.classes());
  }

  /** A launcher may put on the module path only what the application's module requires. */
  @ParameterizedTest
  @MethodSource("jdks")
  void withBackendOnClassPath(Jdk jdk) throws IOException, InterruptedException {
    List<String> unnamed =
        Artifacts.RUNTIME.stream().filter(artifactId -> !artifactId.equals("weft-api")).toList();
    java(
            jdk,
            CLASS_PATH_ACCESS,
            "-p",
            Artifacts.path(List.of("weft-api"), Artifacts.CONSUMER),
            "-cp",
            Artifacts.path(unnamed, Artifacts.NATIVES),
            "-m",
            MODULE + "/" + MAIN)
        .requirePrinted(glyphs.classes());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void asExecutableJar(Jdk jdk) throws IOException, InterruptedException {
    Path jar = directory.resolve("application.jar");
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, MAIN);
    attributes.put(
        Attributes.Name.CLASS_PATH,
        everything().stream()
            .map(Path::toUri)
            .map(Object::toString)
            .collect(Collectors.joining(" ")));
    attributes.putValue("Enable-Native-Access", "ALL-UNNAMED");
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream archive = new JarOutputStream(out, manifest)) {
      archive.finish();
    }
    java(jdk, "-jar", jar).requirePrinted(glyphs.classes());
  }

  /** The other tests would not notice a warning if this one did not. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aMissingJnaIsNamed(Jdk jdk) throws IOException, InterruptedException {
    List<String> others =
        Artifacts.RUNTIME.stream().filter(artifactId -> !artifactId.equals("jna-jpms")).toList();
    String classPath = Artifacts.path(others, Artifacts.CONSUMER, Artifacts.NATIVES);
    Finished finished = java(jdk, CLASS_PATH_ACCESS, "-cp", classPath, MAIN);
    assertEquals(1, finished.exitCode(), finished::toString);
    for (String told : List.of("JNA cannot be used", "net.java.dev.jna:jna-jpms")) {
      assertTrue(finished.err().contains(told), finished::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void withoutNativeAccess(Jdk jdk) throws IOException, InterruptedException {
    String modulePath = Artifacts.path(Artifacts.RUNTIME, Artifacts.CONSUMER, Artifacts.NATIVES);
    Finished finished = java(jdk, "-p", modulePath, "-m", MODULE + "/" + MAIN);
    assertEquals(0, finished.exitCode(), finished::toString);
    assertEquals(jdk.warns(), finished.err().contains("WARNING"), finished::toString);
  }

  /** What a warning announces for a later JDK, brought about today. */
  @ParameterizedTest
  @MethodSource("jdks")
  void withIllegalNativeAccessDenied(Jdk jdk) throws IOException, InterruptedException {
    assumeTrue(jdk.warns(), "this JDK denies no native access");
    String modulePath = Artifacts.path(Artifacts.RUNTIME, Artifacts.CONSUMER, Artifacts.NATIVES);
    String deny = "--illegal-native-access=deny";
    java(jdk, deny, MODULE_ACCESS, "-p", modulePath, "-m", MODULE + "/" + MAIN)
        .requirePrinted(glyphs.classes());
    Finished refused = java(jdk, deny, "-p", modulePath, "-m", MODULE + "/" + MAIN);
    assertEquals(1, refused.exitCode(), refused::toString);
    assertTrue(refused.err().contains("native access"), refused::toString);
  }

  private static List<Path> everything() {
    return Stream.of(
            Artifacts.path(Artifacts.RUNTIME, Artifacts.CONSUMER, Artifacts.NATIVES)
                .split(File.pathSeparator, -1))
        .map(Path::of)
        .toList();
  }

  private Finished java(Jdk jdk, Object... options) throws IOException, InterruptedException {
    return Child.in(directory)
        .command(jdk.tool("java"))
        .command(options)
        .command(DemoGlyphs.MODEL, glyphs.pictures())
        .run();
  }
}
