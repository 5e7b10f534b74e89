package dev.weft.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples run on the module path of a newer JDK too, without a warning. */
class SamplesIT {
  private static final List<String> MODULES =
      Stream.concat(
              Artifacts.RUNTIME.stream(),
              Stream.of("weft-samples", "picocli", "progressbar", "jline-terminal", "jline-native"))
          .toList();

  @TempDir private Path directory;

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void imagesAreLabelled(Jdk jdk) throws IOException, InterruptedException {
    Finished finished =
        Child.in(directory)
            .command(jdk.tool("java"), ConsumerIT.MODULE_ACCESS + ",org.jline.nativ")
            .command("-p", Artifacts.path(MODULES, Artifacts.NATIVES))
            .command("-m", "dev.weft.samples/dev.weft.samples.MultiThreadedInference")
            .run();
    assertEquals(0, finished.exitCode(), finished::toString);
    assertTrue(finished.out().contains("100.00 %  K"), finished::toString);
    assertFalse(finished.err().contains("WARNING"), finished::toString);
  }
}
