package dev.weft.backend.onednn.handle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The native libraries that the process has mapped, as Linux tells them. */
final class LoadedLibraries {
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final Pattern OPEN_MP =
      Pattern.compile(".*/lib(gomp|iomp5|omp)([-.]\\w+)*\\.so[.\\d]*");

  private LoadedLibraries() {}

  /**
   * Returns the OpenMP library in use, and a warning if there is another one; nothing where the
   * system does not tell.
   *
   * @param address of a function of the one in use
   */
  static Map<String, String> openMp(long address) {
    if (!Files.isReadable(MAPS)) {
      return Map.of();
    }
    try {
      return openMp(address, Files.readAllLines(MAPS));
    } catch (IOException e) {
      return Map.of();
    }
  }

  /**
   * Does so with given lines of {@code /proc/PID/maps}, as {@code proc_pid_maps(5)} describes them.
   */
  static Map<String, String> openMp(long address, List<String> maps) {
    Set<String> all = new TreeSet<>();
    String used = "unknown";
    for (String line : maps) {
      String[] columns = line.split("\\s+", 6);
      if (columns.length == 6 && OPEN_MP.matcher(columns[5]).matches()) {
        all.add(columns[5]);
        String[] range = columns[0].split("-", 2);
        boolean holds =
            Long.parseUnsignedLong(range[0], 16) <= address
                && address < Long.parseUnsignedLong(range[1], 16);
        used = holds ? columns[5] : used;
      }
    }
    all.remove(used);
    Map<String, String> found = new LinkedHashMap<>();
    found.put("OpenMP", used);
    if (!all.isEmpty()) {
      found.put(
          "other OpenMP libraries",
          all + " (harmless as long as each library keeps to its own; threads are not shared)");
    }
    return found;
  }
}
