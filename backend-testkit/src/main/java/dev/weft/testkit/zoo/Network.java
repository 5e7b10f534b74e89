package dev.weft.testkit.zoo;

import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A network without values, which it draws from a seed when it is written. Equal seeds give equal
 * bytes on every JVM. Inputs should be of unit scale, as images are once their mean is taken off
 * and they are divided by their deviation; far larger ones saturate a softmax. Immutable.
 *
 * {@snippet :
 * Network network = ResNetV1.ofLayers(50, Head.SOFTMAX);
 * Path prefix = network.write(Files.createTempDirectory("zoo"), 42); // …/resnet-50
 * }
 *
 * @param name the network's name, and the start of its files' names
 * @param symbolJson the graph, as MXNet 1.9 saves it
 * @param parameters all parameters, in the order in which they are written
 * @param inputName the name of the input
 * @param inputShape the shape of the input, for a batch of 1
 * @param labels variables that only training feeds: {@code softmax_label}, or none
 * @param classes how many values the output has for each member of the batch
 */
public record Network(
    String name,
    String symbolJson,
    List<ParameterSpec> parameters,
    String inputName,
    List<Integer> inputShape,
    List<String> labels,
    int classes) {

  /**
   * Copies the lists.
   *
   * @param name the network's name
   * @param symbolJson the graph
   * @param parameters all parameters
   * @param inputName the name of the input
   * @param inputShape the shape of the input, for a batch of 1
   * @param labels variables that only training feeds
   * @param classes how many values the output has for each member of the batch
   */
  public Network {
    parameters = List.copyOf(parameters);
    inputShape = List.copyOf(inputShape);
    labels = List.copyOf(labels);
  }

  /**
   * How many values are learned by gradient: what papers count.
   *
   * @return the sum over arguments, without moving means and variances
   */
  public long learnedCount() {
    return count(NamedArray.Kind.ARGUMENT);
  }

  /**
   * How many values the parameter file holds.
   *
   * @return the learned ones, and moving means and variances
   */
  public long storedCount() {
    return learnedCount() + count(NamedArray.Kind.AUXILIARY);
  }

  /**
   * The parameters with values. These are made anew each time they are read.
   *
   * @param seed decides all values
   * @return the arrays, in the order of {@link #parameters}
   */
  public List<NamedArray> arrays(long seed) {
    return parameters.stream().map(spec -> ParameterValues.draw(spec, seed)).toList();
  }

  /**
   * Writes {@code NAME-symbol.json} and {@code NAME-0000.params}, in place of files that are there.
   *
   * @param directory a directory that exists
   * @param seed decides all values
   * @return the directory with the name: the prefix that MXNet's loaders take
   * @throws IOException if a file cannot be written
   */
  public Path write(Path directory, long seed) throws IOException {
    return write(directory, seed, ParamsWriter.defaults());
  }

  /**
   * Writes {@code NAME-symbol.json} and {@code NAME-0000.params} in a layout of choice.
   *
   * @param directory a directory that exists
   * @param seed decides all values
   * @param layout the layout of the parameter file
   * @return the directory with the name: the prefix that MXNet's loaders take
   * @throws IOException if a file cannot be written
   */
  public Path write(Path directory, long seed, ParamsWriter layout) throws IOException {
    Files.writeString(directory.resolve(name + "-symbol.json"), symbolJson);
    layout.write(arrays(seed), directory.resolve(name + "-0000.params"));
    return directory.resolve(name);
  }

  /**
   * Writes {@code synset.txt}: a line for each class, of an id and a description as ImageNet's has.
   *
   * @param directory a directory that exists
   * @return the file
   * @throws IOException if it cannot be written
   */
  public Path writeSynset(Path directory) throws IOException {
    List<String> lines = new ArrayList<>(classes);
    for (int i = 0; i < classes; i++) {
      lines.add("n%08d class %d".formatted(i, i));
    }
    return Files.write(directory.resolve("synset.txt"), lines);
  }

  private long count(NamedArray.Kind kind) {
    return parameters.stream()
        .filter(spec -> spec.role().kind() == kind)
        .mapToLong(ParameterSpec::size)
        .sum();
  }
}
