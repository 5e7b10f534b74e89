package dev.weft.samples.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How much memory of this process is in RAM, natives included. */
public final class ResidentMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

  private ResidentMemory() {}

  /** {@return the number of bytes, or empty where the system has no {@code /proc/self/status}} */
  public static OptionalLong bytes() {
    try {
      return parse(Files.readString(STATUS));
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  static OptionalLong parse(String status) {
    Matcher resident = RESIDENT.matcher(status);
    return resident.find()
        ? OptionalLong.of(Long.parseLong(resident.group(1)) * 1024)
        : OptionalLong.empty();
  }
}
