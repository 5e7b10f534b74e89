package dev.weft.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.integration.child.ProviderListing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking at what backends there are loads no native code, and nothing of JNA. */
class ProviderListingIT {
  private static final String PRINTED = "dev.weft.backend.mxnet.MxnetProvider mxnet 1 100";

  @TempDir private Path directory;

  @Test
  void onClassPath() throws IOException, InterruptedException {
    requireNothingOfJna("-cp", Artifacts.pathOfPrograms());
  }

  @Test
  void onModulePath() throws IOException, InterruptedException {
    requireNothingOfJna(
        "-p",
        Artifacts.path(Artifacts.RUNTIME, Artifacts.NATIVES),
        "--add-modules",
        "dev.weft.api",
        "-cp",
        Artifacts.testClasses());
  }

  private void requireNothingOfJna(Object... options) throws IOException, InterruptedException {
    Finished finished =
        Child.in(directory)
            .command(Jdk.running().tool("java"), "-Xlog:class+load")
            .command(options)
            .command(ProviderListing.class.getName())
            .run()
            .requireQuietEnd(0);
    List<String> lines = finished.out().lines().toList();
    assertTrue(lines.contains(PRINTED), finished::toString);
    assertTrue(
        lines.stream().anyMatch(line -> line.contains("dev.weft.backend.mxnet.MxnetProvider ")),
        "classes are not logged");
    assertEquals(
        List.of(),
        lines.stream()
            .filter(line -> line.contains("com.sun.jna") || line.contains(".mxnet.handle."))
            .toList());
  }
}
