package dev.weft.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation refers to is there: files, headings, and the classes that it names. */
class DocumentationTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> SKIPPED = Set.of("target", "shared");

  private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
  private static final Pattern CLASS =
      Pattern.compile("\\b[A-Z][a-z]+(?:[A-Z][A-Za-z0-9]+)+(?![A-Za-z0-9_])");

  @Test
  void linksLeadSomewhere() {
    List<String> dead = new ArrayList<>();
    for (Path page : files(".md")) {
      for (MatchResult link : LINK.matcher(prose(page)).results().toList()) {
        if (!link.group(1).contains("://") && !exists(page, link.group(1))) {
          dead.add(ROOT.relativize(page) + " -> " + link.group(1));
        }
      }
    }
    assertEquals(List.of(), dead);
  }

  /** A class that was renamed is easily forgotten in the pages that explain it. */
  @Test
  void classesThatAreNamedExist() {
    String sources =
        Stream.of(".java", ".xml", ".c", ".h", ".cuh", ".sh")
            .flatMap(suffix -> files(suffix).stream())
            .map(file -> file.getFileName() + "\n" + text(file))
            .collect(Collectors.joining("\n"));
    assertFalse(sources.isEmpty());
    List<String> unknown = new ArrayList<>();
    for (Path page : files(".md")) {
      CODE.matcher(prose(page))
          .results()
          .flatMap(code -> CLASS.matcher(code.group(1)).results())
          .map(MatchResult::group)
          .filter(name -> !sources.contains(name) && !isOfTheJdk(name))
          .forEach(name -> unknown.add(ROOT.relativize(page) + ": " + name));
    }
    assertEquals(List.of(), unknown);
  }

  private static boolean exists(Path page, String link) {
    String[] parts = link.split("#", 2);
    Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
    return Files.exists(target)
        && (parts.length == 1
            || !target.toString().endsWith(".md")
            || anchors(target).contains(parts[1]));
  }

  /** The anchors that GitHub makes of headings. */
  private static Set<String> anchors(Path page) {
    return HEADING
        .matcher(prose(page))
        .results()
        .map(heading -> heading.group(1).replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1"))
        .map(heading -> heading.strip().toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\d_ -]", ""))
        .map(heading -> heading.replace(' ', '-'))
        .collect(Collectors.toSet());
  }

  private static boolean isOfTheJdk(String name) {
    return Stream.of("java.lang.", "java.util.", "java.util.concurrent.")
        .anyMatch(
            prefix ->
                Object.class.getResource("/" + (prefix + name).replace('.', '/') + ".class")
                    != null);
  }

  private static String prose(Path page) {
    return FENCED.matcher(text(page)).replaceAll("");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> files(String suffix) {
    List<Path> found = new ArrayList<>();
    collect(ROOT, suffix, found);
    return found;
  }

  private static void collect(Path folder, String suffix, List<Path> found) {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.sorted().toList()) {
        String name = String.valueOf(entry.getFileName());
        if (Files.isDirectory(entry)) {
          if (!name.startsWith(".") && !SKIPPED.contains(name)) {
            collect(entry, suffix, found);
          }
        } else if (name.endsWith(suffix)) {
          found.add(entry);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
