package dev.weft.integration;

import dev.weft.integration.child.ProcessStarts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A JVM that uses libmxnet starts processes as any other. Only {@code
 * -Djdk.lang.Process.launchMechanism=FORK} does not work: libmxnet stops its engine in whoever
 * forks.
 */
class ProcessStartIT {
  @TempDir private Path directory;

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void processesStartWhileCallsRun(Jdk jdk) throws IOException, InterruptedException {
    Child.in(directory)
        .command(jdk.tool("java"), ConsumerIT.CLASS_PATH_ACCESS)
        .command("-cp", Artifacts.pathOfPrograms(), ProcessStarts.class.getName())
        .command(DemoGlyphs.MODEL)
        .run()
        .requirePrinted("started");
  }
}
