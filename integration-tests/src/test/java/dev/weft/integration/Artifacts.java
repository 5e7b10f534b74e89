package dev.weft.integration;

import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jars under test, found on the class path of the tests. */
final class Artifacts {
  static final List<String> PUBLISHED =
      List.of(
          "weft-api",
          "weft-model-format",
          "weft-native-support",
          "weft-graph",
          "weft-backend-mxnet-jna",
          "weft-backend-onednn",
          "weft-backend-cudnn",
          "weft-samples");

  /** What an application ships with, besides itself and a jar with natives. */
  static final List<String> RUNTIME =
      List.of(
          "weft-api",
          "weft-model-format",
          "weft-native-support",
          "weft-backend-mxnet-jna",
          "jna-jpms",
          "jackson-core");

  static final String CONSUMER = "weft-integration-tests";
  static final String NATIVES = "mxnet-native-mkl";

  /** The classifier of the jars with natives of JavaCPP's presets. */
  static final String PLATFORM = "linux-x86_64";

  private Artifacts() {}

  /** Returns the jar of an artifact. */
  static Path jar(String artifactId) {
    Pattern name = Pattern.compile(Pattern.quote(artifactId) + "-\\d.*\\.jar");
    return classPath()
        .filter(path -> name.matcher(path.getFileName().toString()).matches())
        .filter(Files::isRegularFile)
        .findFirst()
        .orElseThrow(
            () ->
                new AssertionError(
                    "no jar of "
                        + artifactId
                        + " on the class path; run the tests with mvn verify: "
                        + classPath().map(Path::getFileName).toList()));
  }

  /** Returns the jars of some artifacts. */
  static List<Path> jars(List<String> artifactIds) {
    return artifactIds.stream().map(Artifacts::jar).toList();
  }

  /** Returns these artifacts, and others, as a class or module path. */
  static String path(List<String> artifactIds, String... others) {
    return Stream.concat(artifactIds.stream(), Stream.of(others))
        .map(artifactId -> jar(artifactId).toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns the jars of some of JavaCPP's presets, without natives, as a class or module path. */
  static String presets(List<String> names) {
    return presets(names, false);
  }

  /** Returns the jars with natives of some of JavaCPP's presets. */
  static String nativesOf(List<String> names) {
    return presets(names, true);
  }

  private static String presets(List<String> names, boolean natives) {
    return classPath()
        .filter(
            element -> {
              String file = element.getFileName().toString();
              return names.stream().anyMatch(preset -> file.startsWith(preset + "-"))
                  && file.contains(PLATFORM) == natives;
            })
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Returns a class path of everything, the programs in {@code dev.weft.integration.child} too. */
  static String pathOfPrograms() {
    return testClasses() + File.pathSeparator + path(RUNTIME, NATIVES);
  }

  /** Returns the directory of the classes of these tests. */
  static Path testClasses() {
    try {
      return Path.of(Artifacts.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static Stream<Path> classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(element -> !element.isEmpty())
        .map(Path::of);
  }
}
