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

/**
 * The modular application with the backend {@code cudnn} alone, on a machine without the libraries
 * of CUDA, or as if it were one.
 */
class CudnnConsumerIT {
  private static final List<String> WEFT =
      List.of(
          "weft-api",
          "weft-model-format",
          "weft-native-support",
          "weft-graph",
          "weft-backend-cudnn",
          "jackson-core");
  private static final List<String> PRESETS = List.of("javacpp", "cuda");
  private static final String NATIVE_MODULES =
      "org.bytedeco.javacpp.linux.x86_64,org.bytedeco.cuda.linux.x86_64";
  private static final String ACCESS =
      "--enable-native-access=org.bytedeco.javacpp,org.bytedeco.cuda";
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
  void missingLibrariesAreNamed(Jdk jdk) throws IOException, InterruptedException {
    String modulePath = modules() + File.pathSeparator + Artifacts.nativesOf(PRESETS);
    Finished finished = java(jdk, "--add-modules", NATIVE_MODULES, "-p", modulePath, "-m", MAIN);
    if (finished.exitCode() == 0) {
      // A machine with a GPU, and all that belongs to it.
      finished.requirePrinted(glyphs.classes());
      return;
    }
    requireTold(finished, "not found", "libcudnn.so.9");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void librariesThatCannotBeOpenedAreNamed(Jdk jdk) throws IOException, InterruptedException {
    Path broken = Files.writeString(directory.resolve("libcudnn.so.9"), "not a library");
    String modulePath = modules() + File.pathSeparator + Artifacts.nativesOf(PRESETS);
    Finished finished =
        java(
            jdk,
            "-Ddev.weft.cudnn.libraries=" + directory,
            "--add-modules",
            NATIVE_MODULES,
            "-p",
            modulePath,
            "-m",
            MAIN);
    requireTold(finished, "libcudnn.so.9 cannot be opened: ", broken.toString());
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void missingNativesAreNamed(Jdk jdk) throws IOException, InterruptedException {
    Finished finished = java(jdk, "-p", modules(), "-m", MAIN);
    requireTold(finished, "JavaCPP's binding of CUDA", "org.bytedeco:cuda", Artifacts.PLATFORM);
  }

  private static void requireTold(Finished finished, String... texts) {
    assertEquals(1, finished.exitCode(), finished::toString);
    for (String text : texts) {
      assertTrue(finished.err().contains(text), finished::toString);
    }
  }

  private Finished java(Jdk jdk, Object... arguments) throws IOException, InterruptedException {
    return Child.in(directory)
        .command(jdk.tool("java"), ACCESS)
        .command(arguments)
        .command(DemoGlyphs.MODEL, glyphs.pictures())
        .run();
  }

  private static String modules() {
    return Artifacts.path(WEFT, Artifacts.CONSUMER)
        + File.pathSeparator
        + Artifacts.presets(PRESETS);
  }
}
