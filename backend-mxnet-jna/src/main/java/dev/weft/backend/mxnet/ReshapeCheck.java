package dev.weft.backend.mxnet;

import dev.weft.Shape;
import dev.weft.backend.mxnet.handle.Symbol;
import dev.weft.format.NodeOutput;
import dev.weft.format.SymbolFile;
import dev.weft.format.SymbolNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds every reshape against the number of elements that it is given. libmxnet rounds where a
 * shape with −1 does not divide them, and would then read and write memory that is not there.
 */
final class ReshapeCheck implements AutoCloseable {
  private static final Set<String> RESHAPES = Set.of("Reshape", "reshape");

  private final Symbol internals;
  private final List<String> values;
  private final List<Reshape> reshapes = new ArrayList<>();

  private record Reshape(String node, String input, String output) {}

  /**
   * Makes the check of a graph.
   *
   * @param graph the graph
   * @param symbol the same in libmxnet
   */
  ReshapeCheck(SymbolFile graph, Symbol symbol) {
    this.internals = symbol.internals();
    this.values = internals.outputs();
    for (SymbolNode node : graph.nodes()) {
      if (RESHAPES.contains(node.operator()) && !node.inputs().isEmpty()) {
        valueName(graph, node.inputs().get(0))
            .ifPresent(
                input -> reshapes.add(new Reshape(node.name(), input, node.name() + "_output")));
      }
    }
  }

  /**
   * Throws if a reshape changes the number of elements.
   *
   * @param known shapes of parameters and inputs by name
   */
  void require(Map<String, long[]> known) {
    if (reshapes.isEmpty()) {
      return;
    }
    Map<String, Shape> shapes = shapesByValue(known);
    for (Reshape reshape : reshapes) {
      Shape input = shapes.getOrDefault(reshape.input(), Shape.ofUnknownRank());
      Shape output = shapes.getOrDefault(reshape.output(), Shape.ofUnknownRank());
      if (input.isKnown() && output.isKnown() && input.elementCount() != output.elementCount()) {
        throw new IllegalArgumentException(
            "with these inputs, node '"
                + reshape.node()
                + "' (Reshape) would make "
                + output
                + " of "
                + input
                + ", which have different numbers of elements");
      }
    }
  }

  @Override
  public void close() {
    internals.close();
  }

  /** Values whose names stand twice are left out. */
  private Map<String, Shape> shapesByValue(Map<String, long[]> known) {
    List<Shape> inferred = internals.inferShapes(known, true).outputs();
    Map<String, Shape> shapes = new HashMap<>();
    for (int i = 0; i < Math.min(values.size(), inferred.size()); i++) {
      Shape shape = inferred.get(i);
      shapes.merge(values.get(i), shape, (one, other) -> Shape.ofUnknownRank());
    }
    return shapes;
  }

  /** Only a node with one output has a value of this name. */
  private static Optional<String> valueName(SymbolFile graph, NodeOutput value) {
    SymbolNode node = graph.nodes().get(value.node());
    return value.index() != 0
        ? Optional.empty()
        : Optional.of(node.isVariable() ? node.name() : node.name() + "_output");
  }
}
