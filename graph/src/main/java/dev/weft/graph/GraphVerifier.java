package dev.weft.graph;

import dev.weft.format.Quoted;
import java.util.BitSet;
import java.util.Map;

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
      make(graph, made, input.value(), after, input);
    }
    for (Map.Entry<Integer, Constant> constant : graph.constants().entrySet()) {
      make(graph, made, constant.getKey(), after, constant.getValue());
    }
    for (Node node : graph.nodes()) {
      for (int input : node.inputs()) {
        if (!made.get(input)) {
          throw unsound(after, node + " reads %" + input + " before it is made");
        }
      }
      int outputs = node.outputs().size();
      if (outputs != node.op().outputs()) {
        throw unsound(
            after, node + " has " + outputs + " outputs, expected " + node.op().outputs());
      }
      for (int output : node.outputs()) {
        make(graph, made, output, after, node);
      }
    }
    for (GraphOutput output : graph.outputs()) {
      if (!made.get(output.value())) {
        throw unsound(after, "output " + Quoted.of(output.name()) + " is not made");
      }
    }
  }

  private static void make(Graph graph, BitSet made, int value, String after, Object maker) {
    if (value < 0 || value >= graph.valueCount()) {
      throw unsound(after, nameOf(maker) + " makes %" + value);
    }
    if (made.get(value)) {
      throw unsound(after, nameOf(maker) + " makes %" + value + ", which was already made");
    }
    made.set(value);
  }

  private static String nameOf(Object maker) {
    if (maker instanceof GraphInput input) {
      return Quoted.of(input.name());
    }
    return maker instanceof Constant constant ? Quoted.of(constant.name()) : maker.toString();
  }

  private static IllegalStateException unsound(String after, String what) {
    return new IllegalStateException("graph after " + after + ": " + what);
  }
}
