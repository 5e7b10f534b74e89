package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Holds a long run to a level of resident memory. Nothing is held where the system does not tell.
 * Only meaningful in a JVM whose heap does not grow either ({@code -Xms} as {@code -Xmx}, {@code
 * -XX:+AlwaysPreTouch}).
 */
final class ResidentMemory {

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final double MEBI = 1 << 20;
  private static final int LOOKS = 5;
  private static final long PAUSE_MILLIS = 100;

  private final String run;
  private final Runnable settling;
  private OptionalLong start = OptionalLong.empty();
  private OptionalLong half = OptionalLong.empty();

  /** Begins to watch over a run. */
  ResidentMemory(String run) {
    this(run, () -> {});
  }

  /**
   * Begins to watch over a run.
   *
   * @param settling lets memory that is free go back to the system, such as that of the JVM's
   *     compilers; run before each look, of which the least of a few counts
   */
  ResidentMemory(String run, Runnable settling) {
    this.run = run;
    this.settling = settling;
  }

  /** To be called once the run is warm. */
  void atStart() {
    start = settled();
  }

  /** To be called in the middle of the run. */
  void atHalf() {
    half = settled();
  }

  /**
   * To be called at the end: requires that the second half grew by less than the limit, beyond what
   * there was at the start, too, as the middle may have been a trough.
   */
  void atEnd(long limitBytes) {
    OptionalLong end = settled();
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
    double grown = Math.min(second, first + second);
    assertTrue(grown < limitBytes / MEBI, measured);
  }

  private OptionalLong settled() {
    OptionalLong least = OptionalLong.empty();
    for (int i = 0; i < LOOKS; i++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
      settling.run();
      OptionalLong now = bytes();
      boolean less = now.isPresent() && (least.isEmpty() || now.getAsLong() < least.getAsLong());
      least = less ? now : least;
    }
    return least;
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
