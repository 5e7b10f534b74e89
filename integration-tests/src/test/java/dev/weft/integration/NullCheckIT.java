package dev.weft.integration;

import dev.weft.integration.child.NullCheckStorm;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HotSpot's handler of SIGSEGV works on after libmxnet was loaded. */
class NullCheckIT {
  private static final int SECONDS = 5;

  @TempDir private Path directory;

  /** The first compiler always leaves null checks to the signal, the second while they are rare. */
  @ParameterizedTest
  @ValueSource(strings = {"-XX:TieredStopAtLevel=1", "-XX:+TieredCompilation"})
  void nullIsMetInManyPlaces(String compilers) throws IOException, InterruptedException {
    Child.in(directory)
        .command(Jdk.running().tool("java"), compilers, ConsumerIT.CLASS_PATH_ACCESS)
        .command("-cp", Artifacts.pathOfPrograms(), NullCheckStorm.class.getName())
        .command(DemoGlyphs.MODEL, SECONDS)
        .run()
        .requirePrinted("survived");
  }
}
