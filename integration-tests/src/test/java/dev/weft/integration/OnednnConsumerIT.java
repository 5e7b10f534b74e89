package dev.weft.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The modular application with the backend {@code onednn} alone: no libmxnet is anywhere near. */
class OnednnConsumerIT {
  private static final List<String> WEFT =
      List.of(
          "weft-api",
          "weft-model-format",
          "weft-native-support",
          "weft-graph",
          "weft-backend-onednn",
          "jna-jpms",
          "jackson-core");
  private static final List<String> PRESETS = List.of("javacpp", "dnnl", "opencl");
  private static final String NATIVE_MODULES =
      "org.bytedeco.javacpp.linux.x86_64,org.bytedeco.dnnl.linux.x86_64,org.bytedeco.opencl.linux.x86_64";
  private static final String ACCESS =
      "--enable-native-access=com.sun.jna,org.bytedeco.javacpp,org.bytedeco.dnnl,org.bytedeco.opencl";
  private static final String MAIN = ConsumerIT.MODULE + "/" + ConsumerIT.MAIN;

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
    String modulePath = modules() + File.pathSeparator + natives();
    java(jdk, ACCESS, "--add-modules", NATIVE_MODULES, "-p", modulePath, "-m", MAIN)
        .requirePrinted(glyphs.classes());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void withNativesOnClassPath(Jdk jdk) throws IOException, InterruptedException {
    java(jdk, ACCESS, "-p", modules(), "-cp", natives(), "-m", MAIN)
        .requirePrinted(glyphs.classes());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void onClassPath(Jdk jdk) throws IOException, InterruptedException {
    String classPath = modules() + File.pathSeparator + natives();
    java(jdk, ConsumerIT.CLASS_PATH_ACCESS, "-cp", classPath, ConsumerIT.MAIN)
        .requirePrinted(glyphs.classes());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void withSmallStacksOfThreads(Jdk jdk) throws IOException, InterruptedException {
    String classPath = modules() + File.pathSeparator + natives();
    java(jdk, ConsumerIT.CLASS_PATH_ACCESS, "-Xss256k", "-cp", classPath, ConsumerIT.MAIN)
        .requirePrinted(glyphs.classes());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void missingNativesAreNamed(Jdk jdk) throws IOException, InterruptedException {
    Finished finished = java(jdk, ACCESS, "-p", modules(), "-m", MAIN);
    assertEquals(1, finished.exitCode(), finished::toString);
    for (String told :
        List.of("oneDNN cannot be loaded", "org.bytedeco:opencl", Artifacts.PLATFORM)) {
      assertTrue(finished.err().contains(told), finished::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aMissingJnaIsNamed(Jdk jdk) throws IOException, InterruptedException {
    List<String> others =
        WEFT.stream().filter(artifactId -> !artifactId.equals("jna-jpms")).toList();
    String classPath =
        String.join(
            File.pathSeparator,
            Artifacts.path(others, Artifacts.CONSUMER),
            Artifacts.presets(PRESETS),
            natives());
    Finished finished = java(jdk, ConsumerIT.CLASS_PATH_ACCESS, "-cp", classPath, ConsumerIT.MAIN);
    assertEquals(1, finished.exitCode(), finished::toString);
    for (String told : List.of("oneDNN cannot be loaded", "net.java.dev.jna:jna-jpms")) {
      assertTrue(finished.err().contains(told), finished::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void nativesThatCannotBeUnpackedAreToldFromMissingOnes(Jdk jdk)
      throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("file-" + jdk.feature()), "no folder");
    Finished finished =
        java(
            jdk,
            ConsumerIT.CLASS_PATH_ACCESS,
            "-Duser.home=" + file,
            "-Djava.io.tmpdir=" + file,
            "-cp",
            modules() + File.pathSeparator + natives(),
            ConsumerIT.MAIN);
    assertEquals(1, finished.exitCode(), finished::toString);
    for (String told : List.of("oneDNN cannot be loaded", "javacpp.cachedir and jna.tmpdir")) {
      assertTrue(finished.err().contains(told), finished::toString);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void imageHasItsNativesBesideIt(Jdk jdk) throws IOException, InterruptedException {
    Path image = directory.resolve("image");
    Finished linked =
        Child.in(directory)
            .command(jdk.tool("jlink"), "--output", image, "-p", modules())
            .command("--add-modules", ConsumerIT.MODULE + ",dev.weft.backend.onednn")
            .run();
    assertEquals(0, linked.exitCode(), linked::toString);
    Path java = image.resolve("bin").resolve("java");
    run(java, ACCESS, "-cp", natives(), "-m", MAIN).requirePrinted(glyphs.classes());
    run(java, ACCESS, "-p", natives(), "--add-modules", NATIVE_MODULES, "-m", MAIN)
        .requirePrinted(glyphs.classes());
  }

  private Finished java(Jdk jdk, Object... arguments) throws IOException, InterruptedException {
    return run(jdk.tool("java"), arguments);
  }

  private Finished run(Path java, Object... arguments) throws IOException, InterruptedException {
    return Child.in(directory)
        .command(java)
        .command(arguments)
        .command(DemoGlyphs.MODEL, glyphs.pictures())
        .run();
  }

  private static String modules() {
    return Artifacts.path(WEFT, Artifacts.CONSUMER)
        + File.pathSeparator
        + Artifacts.presets(PRESETS);
  }

  private static String natives() {
    return Artifacts.nativesOf(PRESETS);
  }
}
