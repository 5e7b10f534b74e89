package dev.weft.backend.mxnet;

import dev.weft.Shape;
import dev.weft.format.NodeOutput;
import dev.weft.format.SymbolFile;
import dev.weft.format.SymbolNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Holds every reshape against the number of elements that it is given. libmxnet rounds where a
 * shape with −1 does not divide them, and would then read and write memory that is not there.
 */
final class ReshapeCheck {
  private static final String RESHAPE = "Reshape";

  private final GraphValues values;
  private final List<Reshape> reshapes = new ArrayList<>();

  private record Reshape(String node, NodeOutput input, NodeOutput output) {}

  /**
   * Makes the check of a graph.
   *
   * @param graph the graph
   * @param operators the names of its operators
   * @param values its values
   */
  ReshapeCheck(SymbolFile graph, OperatorNames operators, GraphValues values) {
    this.values = values;
    for (SymbolNode node : graph.nodes()) {
      if (operators.of(node).equals(RESHAPE)) {
        reshapes.add(new Reshape(node.name(), node.inputs().get(0), new NodeOutput(node.id(), 0)));
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
    GraphValues.Shapes shapes = values.shapes(known);
    for (Reshape reshape : reshapes) {
      Shape input = shapes.of(reshape.input());
      Shape output = shapes.of(reshape.output());
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
