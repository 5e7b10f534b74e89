package dev.weft.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run-time image of the application, made by jlink; only the jar with natives stays outside. */
class LinkedImageIT {
  private static final String LAUNCHER = "glyphs";
  private static final Set<String> MODULES =
      Set.of(
          "dev.weft.api",
          "dev.weft.format",
          "dev.weft.nativesupport",
          "dev.weft.backend.mxnet",
          "com.sun.jna",
          "com.fasterxml.jackson.core",
          ConsumerIT.MODULE);

  @TempDir private static Path directory;
  private static final Map<Jdk, Path> IMAGES = new HashMap<>();
  private static final Path NATIVES = Artifacts.jar(Artifacts.NATIVES);
  private static DemoGlyphs glyphs;

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @BeforeAll
  static void link() throws IOException, InterruptedException {
    glyphs = DemoGlyphs.writtenTo(directory);
    for (Jdk jdk : Jdk.all()) {
      Path image = directory.resolve("image-" + jdk.feature());
      Finished finished =
          Child.in(directory)
              .command(jdk.tool("jlink"), "--output", image)
              .command("-p", Artifacts.path(Artifacts.RUNTIME, Artifacts.CONSUMER))
              .command("--add-modules", ConsumerIT.MODULE + ",dev.weft.backend.mxnet")
              // jlink of JDK 17 takes a value that begins with a dash for an option of its own.
              .command("--add-options", " " + ConsumerIT.MODULE_ACCESS)
              .command("--launcher", LAUNCHER + "=" + ConsumerIT.MODULE + "/" + ConsumerIT.MAIN)
              .command("--strip-java-debug-attributes", "--no-header-files", "--no-man-pages")
              .command("--compress", jdk.feature() < 21 ? "2" : "zip-6")
              .run();
      assertEquals(0, finished.exitCode(), finished::toString);
      IMAGES.put(jdk, image);
      System.out.println("image of " + jdk + ": " + megabytes(image) + " MB");
    }
  }

  /** Every module is in the image, so every one has a descriptor of its own. */
  @ParameterizedTest
  @MethodSource("jdks")
  void holdsTheModules(Jdk jdk) throws IOException, InterruptedException {
    Finished finished = java(jdk, "--list-modules").run();
    finished.requireQuietEnd(0);
    assertEquals(
        MODULES,
        finished
            .out()
            .lines()
            .map(line -> line.split("@", 2)[0].strip())
            .filter(name -> !name.startsWith("java."))
            .collect(Collectors.toSet()));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void withNativesNamedByProperty(Jdk jdk) throws IOException, InterruptedException {
    consumer(java(jdk, "-Ddev.weft.mxnet.library=" + NATIVES));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void withNativesOnClassPath(Jdk jdk) throws IOException, InterruptedException {
    consumer(java(jdk, "-cp", NATIVES));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void withNativesOnModulePath(Jdk jdk) throws IOException, InterruptedException {
    consumer(java(jdk, "-p", NATIVES));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void startedByLauncher(Jdk jdk) throws IOException, InterruptedException {
    Child.in(directory)
        .with("WEFT_MXNET_LIBRARY", NATIVES.toString())
        .command(IMAGES.get(jdk).resolve("bin").resolve(LAUNCHER))
        .command(DemoGlyphs.MODEL, glyphs.pictures())
        .run()
        .requirePrinted(glyphs.classes());
  }

  private static Child java(Jdk jdk, Object... options) {
    return Child.in(directory)
        .command(IMAGES.get(jdk).resolve("bin").resolve("java"))
        .command(options);
  }

  private static void consumer(Child java) throws IOException, InterruptedException {
    java.command("-m", ConsumerIT.MODULE + "/" + ConsumerIT.MAIN)
        .command(DemoGlyphs.MODEL, glyphs.pictures())
        .run()
        .requirePrinted(glyphs.classes());
  }

  private static long megabytes(Path image) throws IOException {
    try (Stream<Path> files = Files.walk(image)) {
      return files.map(Path::toFile).filter(File::isFile).mapToLong(File::length).sum() >> 20;
    }
  }
}
