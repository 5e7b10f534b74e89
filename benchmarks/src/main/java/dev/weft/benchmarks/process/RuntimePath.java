package dev.weft.benchmarks.process;

import java.io.File;
import java.util.ArrayList;
import java.util.List;

/** Where a program finds the jars of a runtime. */
public enum RuntimePath {
  /** As modules, which are all resolved; the program's own classes are on the class path. */
  MODULE_PATH("on the module path") {
    @Override
    List<String> flags(List<String> jars, List<String> program) {
      return List.of(
          "--module-path", path(jars), "--add-modules", "ALL-MODULE-PATH", "-cp", path(program));
    }
  },
  /** On the class path, before the program, whose directory takes longer to search. */
  CLASS_PATH("on the class path") {
    @Override
    List<String> flags(List<String> jars, List<String> program) {
      List<String> entries = new ArrayList<>(jars);
      entries.addAll(program);
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
    List<String> program = new ArrayList<>();
    for (String entry : entries) {
      boolean own = !entry.endsWith(".jar") || entry.contains("weft-benchmarks-");
      (own ? program : jars).add(entry);
    }
    return flags(jars, program);
  }

  abstract List<String> flags(List<String> jars, List<String> program);

  private static String path(List<String> entries) {
    return String.join(File.pathSeparator, entries);
  }

  /** Returns the place, for people. */
  @Override
  public String toString() {
    return text;
  }
}
