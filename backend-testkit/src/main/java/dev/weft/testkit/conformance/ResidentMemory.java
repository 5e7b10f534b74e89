package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * Holds a long run to a level of resident memory. Nothing is held where the system does not tell.
 * Only meaningful in a JVM whose heap does not grow either ({@code -Xms} as {@code -Xmx}, {@code
 * -XX:+AlwaysPreTouch}).
 */
final class ResidentMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double MEBI = 1 << 20;

  private final String run;
  private OptionalLong start = OptionalLong.empty();
  private OptionalLong half = OptionalLong.empty();

  /** Begins to watch over a run. */
  ResidentMemory(String run) {
    this.run = run;
  }

  /** To be called once the run is warm. */
  void atStart() {
    start = bytes();
  }

  /** To be called in the middle of the run. */
  void atHalf() {
    half = bytes();
  }

  /** To be called at the end: requires that the second half grew by less than the limit. */
  void atEnd(long limitBytes) {
    OptionalLong end = bytes();
    if (start.isEmpty() || half.isEmpty() || end.isEmpty()) {
      return;
    }
    double first = (half.getAsLong() - start.getAsLong()) / MEBI;
    double second = (end.getAsLong() - half.getAsLong()) / MEBI;
    String measured =
        String.format(
            Locale.ROOT,
            "%s: resident memory %.0f MiB, grew by %.1f MiB in the first half and %.1f MiB in the second",
            run,
            end.getAsLong() / MEBI,
            first,
            second);
    Measured.print(measured);
    assertTrue(second < limitBytes / MEBI, measured);
  }

  /** Returns the process's resident memory, or empty where the system does not tell. */
  static OptionalLong bytes() {
    if (!Files.isReadable(STATUS)) {
      return OptionalLong.empty();
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .findFirst();
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
