package dev.weft.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The memory of a process in MiB, as Linux counts it.
 *
 * @param resident the resident set
 * @param anonymous the part of it that no file stands behind: heaps, stacks
 * @param file the part of it that is mapped from files: libraries, jars, parameters
 * @param peak the greatest resident set that the process ever had
 */
record ProcessMemory(double resident, double anonymous, double file, double peak) {

  static ProcessMemory ofThisProcess() throws IOException {
    return of("self");
  }

  static ProcessMemory of(long pid) throws IOException {
    return of(Long.toString(pid));
  }

  /** {@return the resident set size of this process in MiB} */
  static double residentMebibytes() throws IOException {
    return ofThisProcess().resident;
  }

  private static ProcessMemory of(String pid) throws IOException {
    Path status = Path.of("/proc", pid, "status");
    List<String> lines = Files.readAllLines(status);
    return new ProcessMemory(
        mebibytes(lines, "VmRSS:", status),
        mebibytes(lines, "RssAnon:", status),
        mebibytes(lines, "RssFile:", status),
        mebibytes(lines, "VmHWM:", status));
  }

  private static double mebibytes(List<String> lines, String key, Path status) throws IOException {
    return lines.stream()
        .filter(line -> line.startsWith(key))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow(() -> new IOException(status + " has no line " + key));
  }
}
