package dev.weft.benchmarks;

import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.testkit.zoo.Head;
import dev.weft.testkit.zoo.Network;
import dev.weft.testkit.zoo.NetworkZoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A network of the zoo with seeded weights, and an input for it.
 *
 * @param source its files, in a temporary directory
 * @param input a batch of one, uniform in −1 to 1
 */
record BenchmarkModel(ModelSource source, Tensor input) {
  private static final long SEED = 42;

  static BenchmarkModel named(String name) throws IOException {
    Network network = NetworkZoo.named(name, Head.SOFTMAX);
    Path directory = Files.createTempDirectory("weft-benchmark");
    Path prefix = network.write(directory, SEED);
    deleteAtExit(directory);
    return new BenchmarkModel(ModelSource.mxnet(prefix, 0), input(network));
  }

  /** Files are deleted in the reverse of the order in which they are named here. */
  private static void deleteAtExit(Path directory) throws IOException {
    directory.toFile().deleteOnExit();
    try (Stream<Path> files = Files.list(directory)) {
      files.forEach(file -> file.toFile().deleteOnExit());
    }
  }

  private static Tensor input(Network network) {
    long[] dimensions = network.inputShape().stream().mapToLong(Integer::longValue).toArray();
    SplittableRandom random = new SplittableRandom(SEED);
    float[] pixels = new float[Math.toIntExact(Shape.of(dimensions).elementCount())];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextDouble(-1, 1);
    }
    return Tensor.of(pixels, dimensions);
  }
}
