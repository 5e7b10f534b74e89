package dev.weft.backend.onednn.handle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The native libraries that the process has mapped, as Linux tells them. */
final class LoadedLibraries {
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final Pattern OPEN_MP =
      Pattern.compile(".*/lib(gomp|iomp5|omp)[-.\\w]*\\.so[.\\d]*");

  private LoadedLibraries() {}

  /**
   * Returns the OpenMP library in use, and a warning if there is another one.
   *
   * @param address of a function of the one in use
   */
  static Map<String, String> openMp(long address) {
    Map<String, String> found = new LinkedHashMap<>();
    Set<String> all = new TreeSet<>();
    String used = "unknown";
    if (!Files.isReadable(MAPS)) {
      return found;
    }
    try {
      for (String line : Files.readAllLines(MAPS)) {
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
    } catch (IOException e) {
      return found;
    }
    found.put("OpenMP", used);
    all.remove(used);
    if (!all.isEmpty()) {
      found.put(
          "other OpenMP libraries",
          all + " (harmless as long as each library keeps to its own; threads are not shared)");
    }
    return found;
  }
}
