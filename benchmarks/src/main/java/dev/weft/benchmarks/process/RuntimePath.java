package dev.weft.benchmarks.process;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** Where a program finds the jars of a runtime. */
public enum RuntimePath {
  /** As modules, which are all resolved; the program's own classes are on the class path. */
  MODULE_PATH("on the module path") {
    @Override
    List<String> flags(List<String> jars, List<String> directories) {
      return List.of(
          "--module-path",
          path(jars),
          "--add-modules",
          "ALL-MODULE-PATH",
          "-cp",
          path(directories));
    }
  },
  /** On the class path, before directories, where the search for a class takes longer. */
  CLASS_PATH("on the class path") {
    @Override
    List<String> flags(List<String> jars, List<String> directories) {
      List<String> entries = new ArrayList<>(jars);
      entries.addAll(directories);
      return List.of("-cp", path(entries));
    }
  };

  private final String text;

  RuntimePath(String text) {
    this.text = text;
  }

  /** Returns the flags of the JVM for what a runtime needs. */
  List<String> flags(List<String> entries) {
    List<String> jars = new ArrayList<>();
    List<String> directories = new ArrayList<>();
    for (String entry : entries) {
      boolean program = entry.contains("weft-benchmarks-");
      (entry.endsWith(".jar") && !program ? jars : directories).add(entry);
    }
    return flags(jars, directories);
  }

  abstract List<String> flags(List<String> jars, List<String> directories);

  private static String path(List<String> entries) {
    return String.join(File.pathSeparator, entries);
  }

  /** Returns the place, for people. */
  @Override
  public String toString() {
    return text;
  }
}
