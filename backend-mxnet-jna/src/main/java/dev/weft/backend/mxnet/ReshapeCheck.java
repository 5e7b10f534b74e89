package dev.weft.backend.mxnet;

import dev.weft.Shape;
import dev.weft.format.SymbolFile;
import dev.weft.format.SymbolNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Holds every reshape against the number of elements that it is given. libmxnet rounds where a
 * shape with −1 does not divide them, and would then read and write memory that is not there.
 */
final class ReshapeCheck {
  private static final Set<String> RESHAPES = Set.of("Reshape", "reshape");

  private final GraphValues values;
  private final List<Reshape> reshapes = new ArrayList<>();

  private record Reshape(String node, String input, String output) {}

  /**
   * Makes the check of a graph.
   *
   * @param graph the graph
   * @param values its values
   */
  ReshapeCheck(SymbolFile graph, GraphValues values) {
    this.values = values;
    for (SymbolNode node : graph.nodes()) {
      if (RESHAPES.contains(node.operator()) && !node.inputs().isEmpty()) {
        GraphValues.name(graph, node.inputs().get(0))
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
    Map<String, Shape> shapes = values.shapes(known);
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
}
