package dev.weft.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The module descriptors in the jars are those that were agreed on. */
class ModuleDescriptionIT {
  private static final String UPDATE = "weft.update-goldens";
  private static final Path GOLDENS = Path.of("src", "test", "resources", "modules");

  static List<String> artifacts() {
    return Artifacts.PUBLISHED;
  }

  @ParameterizedTest
  @MethodSource("artifacts")
  void isAsAgreed(String artifactId) throws IOException {
    List<String> actual = description(Artifacts.jar(artifactId));
    Path golden = GOLDENS.resolve(artifactId + ".txt");
    if (Boolean.getBoolean(UPDATE)) {
      Files.write(golden, actual);
    }
    List<String> agreed = Files.exists(golden) ? Files.readAllLines(golden) : List.of();
    if (!agreed.equals(actual)) {
      fail(
          "the module descriptor of "
              + artifactId
              + " is not "
              + golden
              + " (- agreed, + in the jar):\n"
              + String.join("\n", difference(agreed, actual))
              + "\nIf this is wanted: mvn verify -pl integration-tests -Dit.test=ModuleDescriptionIT -D"
              + UPDATE
              + ", and tell of it in module-info-notes.md");
    }
  }

  /** Returns what {@code jar --describe-module} says, without version and location. */
  private static List<String> description(Path jar) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    int code =
        ToolProvider.findFirst("jar")
            .orElseThrow()
            .run(out, out, "--describe-module", "--file", jar.toString());
    assertEquals(0, code, text::toString);
    return text.toString()
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> line.contains("@") ? line.substring(0, line.indexOf('@')) : line)
        .toList();
  }

  private static List<String> difference(List<String> agreed, List<String> actual) {
    return Stream.concat(
            agreed.stream().filter(line -> !actual.contains(line)).map(line -> "- " + line),
            actual.stream().filter(line -> !agreed.contains(line)).map(line -> "+ " + line))
        .toList();
  }
}
