package dev.weft.benchmarks.runtime;

import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.benchmarks.onnx.OnnxWriter;
import dev.weft.testkit.zoo.Head;
import dev.weft.testkit.zoo.Network;
import dev.weft.testkit.zoo.NetworkZoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network of the zoo with seeded weights, as files of MXNet and of ONNX. Immutable.
 *
 * @param directory where the files are, and where runtimes may put files of their own
 * @param name the network's name, which the files' names begin with
 * @param inputShape the shape of the input, a batch of one
 */
public record ModelFiles(Path directory, String name, Shape inputShape) implements AutoCloseable {
  private static final long SEED = 42;

  /**
   * Writes the files into a new temporary directory. The network ends with its last layer, without
   * softmax, which would level out differences.
   *
   * @param name the network's name in the zoo
   * @return the files; close them to delete the directory
   * @throws IOException if they cannot be written
   */
  public static ModelFiles write(String name) throws IOException {
    Network network = NetworkZoo.named(name, Head.LOGITS);
    long[] dimensions = network.inputShape().stream().mapToLong(Integer::longValue).toArray();
    Path directory = Files.createTempDirectory("weft-benchmark");
    ModelFiles files = new ModelFiles(directory, name, Shape.of(dimensions));
    boolean written = false;
    try {
      network.write(directory, SEED);
      OnnxWriter.write(files.source(), files.inputShape, files.onnx());
      written = true;
      return files;
    } finally {
      if (!written) {
        files.close();
      }
    }
  }

  /**
   * {@return the files that another process wrote}
   *
   * @param arguments what {@link #toArguments()} of that process gave
   */
  public static ModelFiles of(List<String> arguments) {
    long[] dimensions =
        Arrays.stream(arguments.get(2).split("x", -1)).mapToLong(Long::parseLong).toArray();
    return new ModelFiles(Path.of(arguments.get(0)), arguments.get(1), Shape.of(dimensions));
  }

  /** {@return these files as arguments of a program} */
  public List<String> toArguments() {
    String dimensions =
        Arrays.stream(inputShape.dimensions())
            .mapToObj(Long::toString)
            .collect(Collectors.joining("x"));
    return List.of(directory.toString(), name, dimensions);
  }

  /** {@return the files of MXNet} */
  public ModelSource source() {
    return ModelSource.mxnet(directory.resolve(name), 0);
  }

  /** {@return the file of ONNX} */
  public Path onnx() {
    return directory.resolve(name + ".onnx");
  }

  /** {@return values for an input, uniform in −1 to 1, the same in every process} */
  public float[] input() {
    return input(SEED);
  }

  /**
   * {@return values for an input, uniform in −1 to 1}
   *
   * @param seed decides the values
   */
  public float[] input(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] values = new float[Math.toIntExact(inputShape.elementCount())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return values;
  }

  /** Deletes the directory. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
