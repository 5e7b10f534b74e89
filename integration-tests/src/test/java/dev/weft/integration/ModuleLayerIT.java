package dev.weft.integration;

import dev.weft.integration.child.TwoLayers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The API finds the backend, and the backend its natives, in the module layer that they are in. */
class ModuleLayerIT {
  @TempDir private Path directory;

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void consumersRunInTwoLayers(Jdk jdk) throws IOException, InterruptedException {
    DemoGlyphs glyphs = DemoGlyphs.writtenTo(directory);
    Child.in(directory)
        .command(jdk.tool("java"), ConsumerIT.CLASS_PATH_ACCESS)
        .command("-cp", Artifacts.testClasses(), TwoLayers.class.getName())
        .command(Artifacts.path(Artifacts.RUNTIME, Artifacts.CONSUMER, Artifacts.NATIVES))
        .command(DemoGlyphs.MODEL, glyphs.pictures())
        .run()
        .requirePrinted(glyphs.classes() + System.lineSeparator() + glyphs.classes());
  }
}
