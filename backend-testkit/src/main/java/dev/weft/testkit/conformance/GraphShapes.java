package dev.weft.testkit.conformance;

import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.format.SymbolFile;
import dev.weft.format.SymbolNode;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The shapes of the parameters of a graph, as a backend infers them from those of the inputs.
 *
 * @param arguments the shapes of all variables that are no auxiliary states, inputs among them
 * @param auxiliaryStates the shapes of the auxiliary states
 */
public record GraphShapes(Map<String, Shape> arguments, Map<String, Shape> auxiliaryStates) {

  /**
   * Copies both maps.
   *
   * @param arguments the shapes of all variables that are no auxiliary states
   * @param auxiliaryStates the shapes of the auxiliary states
   */
  public GraphShapes {
    arguments = Map.copyOf(arguments);
    auxiliaryStates = Map.copyOf(auxiliaryStates);
  }

  /**
   * The shapes of variables that a backend does not tell apart. A shape that it does not infer is
   * that which the variable was saved with: all that tells those of factors of a broadcast.
   *
   * @param symbol the graph
   * @param inferred the shapes of all variables, known or not
   * @return the shapes, with means and variances as auxiliary states
   */
  public static GraphShapes ofVariables(Path symbol, Map<String, Shape> inferred) {
    Map<String, Shape> saved = new HashMap<>();
    SymbolFile.read(ModelSource.mxnet(symbol, symbol).symbol())
        .variables()
        .forEach(variable -> saved.put(variable.name(), savedShape(variable)));
    Map<String, Shape> arguments = new TreeMap<>();
    Map<String, Shape> states = new TreeMap<>();
    inferred.forEach(
        (name, shape) -> {
          boolean isState = name.matches(".*(moving|running)_(mean|var)");
          (isState ? states : arguments)
              .put(name, shape.isKnown() ? shape : saved.getOrDefault(name, shape));
        });
    return new GraphShapes(arguments, states);
  }

  private static Shape savedShape(SymbolNode variable) {
    String sizes = variable.attributes().getOrDefault("__shape__", "");
    return Shape.of(
        Stream.of(sizes.replaceAll("[()\\[\\]\\s]", "").split(","))
            .filter(size -> !size.isEmpty())
            .mapToLong(Long::parseLong)
            .toArray());
  }
}
