package dev.weft.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Model files by other people, which lie beside the checkout, for fuzzing to start from. */
public final class SeedFiles {
  private static final String FUZZING = "JAZZER_FUZZ";

  private SeedFiles() {}

  /** Returns whether Jazzer makes inputs, rather than tests the kept ones. */
  static boolean isFuzzing() {
    return System.getProperty(FUZZING, System.getenv(FUZZING)) != null;
  }

  /**
   * Returns the small files of one kind. There are none where the folder is absent, and none while
   * the kept inputs are tested, so that such a test depends on the checkout alone.
   */
  public static Stream<byte[]> named(String suffix, int maxBytes) {
    Optional<Path> folder =
        !isFuzzing()
            ? Optional.empty()
            : Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
                .map(ancestor -> ancestor.resolve("shared/models"))
                .filter(Files::isDirectory)
                .findFirst();
    return folder.stream().flatMap(models -> small(models, suffix, maxBytes));
  }

  private static Stream<byte[]> small(Path models, String suffix, int maxBytes) {
    try (Stream<Path> files = Files.walk(models)) {
      return files
          .filter(path -> path.toString().endsWith(suffix) && path.toFile().length() <= maxBytes)
          .sorted()
          .toList()
          .stream()
          .map(SeedFiles::bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
