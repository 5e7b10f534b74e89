package dev.weft.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.integration.child.EarlierExitHandler;
import dev.weft.integration.child.ProcessEnd;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A JVM that used libmxnet ends at once, with the exit code that it was given, and silently. */
class ProcessEndIT {
  private static final int TIMES = 3;
  private static final long LIMIT_MILLIS = 5_000;

  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource(ProcessEnd.Way.class)
  void endsAtOnce(ProcessEnd.Way way) throws IOException, InterruptedException {
    for (int i = 0; i < TIMES; i++) {
      Finished finished =
          Child.in(directory)
              .command(Jdk.running().tool("java"), ConsumerIT.CLASS_PATH_ACCESS)
              .command("-cp", Artifacts.pathOfPrograms(), ProcessEnd.class.getName())
              .command(DemoGlyphs.MODEL, way)
              .run()
              .requireQuietEnd(way.exitCode());
      long millis = finished.endMillis() - Long.parseLong(finished.out().strip());
      assertTrue(millis < LIMIT_MILLIS, "took " + millis + " ms to end");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void destructorsAreLeftOutAndBuffersAreNot() throws IOException, InterruptedException {
    Finished finished =
        Child.in(directory)
            .command(Jdk.running().tool("java"), ConsumerIT.CLASS_PATH_ACCESS)
            .command("-cp", Artifacts.pathOfPrograms(), EarlierExitHandler.class.getName())
            .command(DemoGlyphs.MODEL)
            .run()
            .requireQuietEnd(EarlierExitHandler.STATUS);
    assertEquals(EarlierExitHandler.TEXT, finished.out().strip());
  }
}
