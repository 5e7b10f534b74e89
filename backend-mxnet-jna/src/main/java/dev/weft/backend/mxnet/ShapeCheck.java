package dev.weft.backend.mxnet;

import dev.weft.Shape;
import dev.weft.format.NodeOutput;
import dev.weft.format.SymbolFile;
import dev.weft.format.SymbolNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Shapes that libmxnet accepts, but does not compute with. Where a reshape with −1 does not divide
 * the elements, it rounds, and would read and write memory that is not there. Where a condition has
 * another rank than what it chooses from, it divides one number of elements by the other, which may
 * be a division by zero.
 */
final class ShapeCheck {
  private final GraphValues values;
  private final List<Rule> rules = new ArrayList<>();

  /** What must hold of the shapes around a node. */
  @FunctionalInterface
  private interface Rule {
    void require(GraphValues.Shapes shapes);
  }

  /**
   * Makes the check of a graph.
   *
   * @param graph the graph
   * @param operators the names of its operators
   * @param values its values
   */
  ShapeCheck(SymbolFile graph, OperatorNames operators, GraphValues values) {
    this.values = values;
    for (SymbolNode node : graph.nodes()) {
      switch (operators.of(node)) {
        case "Reshape" -> rules.add(shapes -> requireSameSize(node, shapes));
        case "where" -> rules.add(shapes -> requireCondition(node, shapes));
        default -> {}
      }
    }
  }

  /**
   * Throws if libmxnet cannot compute with the shapes that follow.
   *
   * @param known shapes of parameters and inputs by name
   */
  void require(Map<String, long[]> known) {
    if (rules.isEmpty()) {
      return;
    }
    GraphValues.Shapes shapes = values.shapes(known);
    for (Rule rule : rules) {
      rule.require(shapes);
    }
  }

  private static void requireSameSize(SymbolNode node, GraphValues.Shapes shapes) {
    Shape input = shapes.of(node.inputs().get(0));
    Shape output = shapes.of(new NodeOutput(node.id(), 0));
    if (input.isKnown() && output.isKnown() && input.elementCount() != output.elementCount()) {
      throw new IllegalArgumentException(
          "with these inputs, node '"
              + node.name()
              + "' (Reshape) would make "
              + output
              + " of "
              + input
              + ", which have different numbers of elements");
    }
  }

  private static void requireCondition(SymbolNode node, GraphValues.Shapes shapes) {
    Shape condition = shapes.of(node.inputs().get(0));
    Shape choices = shapes.of(node.inputs().get(1));
    if (!condition.isKnown() || !choices.isKnown() || condition.equals(choices)) {
      return;
    }
    boolean choosesRows =
        condition.rank() == 1
            && choices.rank() > 0
            && condition.dimension(0) == choices.dimension(0);
    if (!choosesRows) {
      throw new IllegalArgumentException(
          "with these inputs, node '"
              + node.name()
              + "' (where) has a condition of shape "
              + condition
              + ", expected "
              + choices
              + " or a vector with as many elements as that has rows");
    }
  }
}
