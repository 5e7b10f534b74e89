package dev.weft.graph.pass;

import dev.weft.graph.Constant;
import dev.weft.graph.Graph;
import dev.weft.graph.GraphOutput;
import dev.weft.graph.Node;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes out nodes and constants that no output depends on. */
public final class DeadCodeRemoval implements GraphPass {
  /** Makes the pass. */
  public DeadCodeRemoval() {}

  @Override
  public String name() {
    return "dead-code removal";
  }

  @Override
  public Effect effect() {
    return Effect.REMOVES;
  }

  @Override
  public Graph apply(Graph graph) {
    BitSet needed = new BitSet(graph.valueCount());
    for (GraphOutput output : graph.outputs()) {
      needed.set(output.value());
    }
    List<Node> nodes = new ArrayList<>();
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      if (isNeeded(node, needed)) {
        for (int input : node.inputs()) {
          needed.set(input);
        }
        nodes.add(node);
      }
    }
    Collections.reverse(nodes);
    Map<Integer, Constant> constants = new LinkedHashMap<>();
    for (Map.Entry<Integer, Constant> constant : graph.constants().entrySet()) {
      if (needed.get(constant.getKey())) {
        constants.put(constant.getKey(), constant.getValue());
      }
    }
    boolean allNeeded =
        nodes.size() == graph.nodes().size() && constants.size() == graph.constants().size();
    return allNeeded
        ? graph
        : new Graph(graph.inputs(), constants, nodes, graph.outputs(), graph.valueCount());
  }

  private static boolean isNeeded(Node node, BitSet needed) {
    for (int output : node.outputs()) {
      if (needed.get(output)) {
        return true;
      }
    }
    return false;
  }
}
