package dev.weft.graph;

import dev.weft.format.Quoted;
import java.util.BitSet;
import java.util.function.Supplier;

/** Checks that a graph is what {@link Graph} promises. */
public final class GraphVerifier {
  private GraphVerifier() {}

  /**
   * Checks a graph.
   *
   * @param graph the graph
   * @param after what made it, for the message
   * @throws IllegalStateException if a value is made twice, read before it is made, or not there
   */
  public static void verify(Graph graph, String after) {
    BitSet made = new BitSet(graph.valueCount());
    for (GraphInput input : graph.inputs()) {
      make(graph, made, input.value(), after, () -> Quoted.of(input.name()));
    }
    graph
        .constants()
        .forEach(
            (value, constant) -> make(graph, made, value, after, () -> Quoted.of(constant.name())));
    for (Node node : graph.nodes()) {
      for (int input : node.inputs()) {
        require(made.get(input), after, () -> node + " reads %" + input + " before it is made");
      }
      require(
          node.outputs().size() == node.op().outputs(),
          after,
          () ->
              node + " has " + node.outputs().size() + " outputs, expected " + node.op().outputs());
      node.outputs().forEach(output -> make(graph, made, output, after, node::toString));
    }
    for (GraphOutput output : graph.outputs()) {
      require(
          made.get(output.value()),
          after,
          () -> "output " + Quoted.of(output.name()) + " is not made");
    }
  }

  private static void make(
      Graph graph, BitSet made, int value, String after, Supplier<String> maker) {
    require(
        value >= 0 && value < graph.valueCount(), after, () -> maker.get() + " makes %" + value);
    require(
        !made.get(value),
        after,
        () -> maker.get() + " makes %" + value + ", which was already made");
    made.set(value);
  }

  private static void require(boolean sound, String after, Supplier<String> what) {
    if (!sound) {
      throw new IllegalStateException("graph after " + after + ": " + what.get());
    }
  }
}
