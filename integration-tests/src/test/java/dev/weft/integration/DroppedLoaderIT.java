package dev.weft.integration;

import dev.weft.integration.child.DroppedLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Threads that outlive a call, those of JNA too, do not keep the class loader of the application
 * that made the first one.
 */
class DroppedLoaderIT {
  @TempDir private Path directory;

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void isCollected(Jdk jdk) throws IOException, InterruptedException {
    Child.in(directory)
        .command(jdk.tool("java"), ConsumerIT.CLASS_PATH_ACCESS)
        .command("-cp", Artifacts.pathOfPrograms(), DroppedLoader.class.getName())
        .command(DemoGlyphs.MODEL)
        .run()
        .requirePrinted("collected");
  }
}
