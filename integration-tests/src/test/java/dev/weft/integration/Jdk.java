package dev.weft.integration;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A JDK to start programs with: the running one, and a newer one if there is any.
 *
 * <p>The newer one is named by the system property {@value #SYSTEM_PROPERTY} or the environment
 * variable {@value #ENVIRONMENT_VARIABLE}; else it is the newest in the directory that holds the
 * running one.
 *
 * @param home its directory
 * @param feature its feature version, such as 17
 */
record Jdk(Path home, int feature) {
  static final String SYSTEM_PROPERTY = "weft.newer-jdk";
  static final String ENVIRONMENT_VARIABLE = "WEFT_NEWER_JDK";

  /** The first version that warns of native access which was not allowed. */
  static final int FIRST_TO_WARN = 24;

  static Jdk running() {
    return new Jdk(Path.of(System.getProperty("java.home")), Runtime.version().feature());
  }

  /** Returns the running JDK and, if there is one, the newer one. */
  static List<Jdk> all() {
    return Stream.concat(Stream.of(running()), newer().stream()).toList();
  }

  Path tool(String name) {
    return home.resolve("bin").resolve(name);
  }

  boolean warns() {
    return feature >= FIRST_TO_WARN;
  }

  private static Optional<Jdk> newer() {
    String named = System.getProperty(SYSTEM_PROPERTY, System.getenv().get(ENVIRONMENT_VARIABLE));
    if (named != null) {
      return Optional.of(
          in(Path.of(named))
              .orElseThrow(() -> new AssertionError(named + " was named, but is no JDK")));
    }
    try (Stream<Path> siblings = Files.list(running().home().resolveSibling("."))) {
      return siblings
          .map(Jdk::in)
          .flatMap(Optional::stream)
          .filter(jdk -> jdk.feature > running().feature)
          .max(Comparator.comparingInt(Jdk::feature));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Jdk> in(Path home) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(home.resolve("bin/jlink")) || !Files.isReadable(release)) {
      return Optional.empty();
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
    return version.isEmpty()
        ? Optional.empty()
        : Optional.of(new Jdk(home, Runtime.Version.parse(version).feature()));
  }

  @Override
  public String toString() {
    return "JDK " + feature;
  }
}
