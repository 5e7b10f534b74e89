package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.ModelSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of models by other people, {@code ../shared/models} beside the checkout. A test that
 * asks for it is skipped where it is absent.
 */
final class RealModels {

  private final Path folder;

  private RealModels(Path folder) {
    this.folder = folder;
  }

  static RealModels find() {
    Optional<Path> found =
        Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent)
            .map(above -> above.resolveSibling("shared/models"))
            .filter(Files::isDirectory)
            .findFirst();
    assumeTrue(found.isPresent(), "there is no ../shared/models beside the checkout");
    return new RealModels(found.orElseThrow());
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** The model {@code weighted/NAME-symbol.json}, with the parameters of an epoch. */
  ModelSource weighted(String name, int epoch) {
    return ModelSource.mxnet(folder.resolve("weighted").resolve(name), epoch);
  }
}
