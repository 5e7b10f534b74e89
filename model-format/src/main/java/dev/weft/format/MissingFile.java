package dev.weft.format;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Explains a missing file by the files of its kind that its folder does hold. */
enum MissingFile {
  /** A graph; the files offered are all graphs in the folder. */
  SYMBOL("-symbol.json", "graphs"),
  /**
   * Parameters; the files offered are other epochs of the same model, or else all parameters in the
   * folder.
   */
  PARAMETERS(".params", "parameters");

  private static final Pattern EPOCH = Pattern.compile("-\\d+\\.params$");
  private static final int MAX_SCANNED = 10_000;
  private static final int MAX_NAMED = 5;

  private final String suffix;
  private final String plural;

  MissingFile(String suffix, String plural) {
    this.suffix = suffix;
    this.plural = plural;
  }

  /** Returns the reason for the error message. */
  String explain(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (Files.isSymbolicLink(path)) {
      return "is a link to a file that does not exist";
    }
    if (folder == null || !Files.isDirectory(folder)) {
      return "no such file, and its folder does not exist";
    }
    List<String> present = present(folder);
    String model = EPOCH.matcher(String.valueOf(path.getFileName())).replaceFirst("");
    List<String> epochs =
        present.stream()
            .filter(name -> EPOCH.matcher(name).replaceFirst("").equals(model))
            .toList();
    if (this == PARAMETERS && !epochs.isEmpty()) {
      return "no such file; other epochs in the folder: " + list(epochs);
    }
    return present.isEmpty()
        ? "no such file; the folder holds no file named *" + suffix
        : "no such file; " + plural + " in the folder: " + list(present);
  }

  private List<String> present(Path folder) {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      int scanned = 0;
      for (Path entry : entries) {
        if (++scanned > MAX_SCANNED) {
          break;
        }
        String name = String.valueOf(entry.getFileName());
        if (name.endsWith(suffix)) {
          names.add(name);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // The missing file is the error to report; a folder that cannot be listed only makes its
      // message shorter.
      return List.of();
    }
    names.sort(null);
    return names;
  }

  private static String list(List<String> names) {
    String named = String.join(", ", names.subList(0, Math.min(MAX_NAMED, names.size())));
    return names.size() <= MAX_NAMED
        ? named
        : named + " and " + (names.size() - MAX_NAMED) + " more";
  }
}
