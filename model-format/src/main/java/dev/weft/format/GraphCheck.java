package dev.weft.format;

import dev.weft.ModelFormatException;
import java.util.List;

/** What makes a graph sound beyond its form. Errors name the node by id and name. */
final class GraphCheck {
  private final String file;
  private final String inside;
  private final SymbolGraph graph;

  GraphCheck(String file, String inside, SymbolGraph graph) {
    this.file = file;
    this.inside = inside;
    this.graph = graph;
  }

  /** Checks that there are heads and that each exists. */
  void heads() {
    int count = graph.nodes().size();
    if (count == 0) {
      throw failure("found no nodes, expected 'nodes' with at least one");
    }
    if (graph.heads().isEmpty()) {
      throw failure("found no heads, expected 'heads' with at least one");
    }
    for (int i = 0; i < graph.heads().size(); i++) {
      NodeOutput head = graph.heads().get(i);
      if (head.node() >= count) {
        throw failure(
            "head " + i + " is node " + head.node() + ", expected one of the " + count + " nodes");
      }
      SymbolNode node = graph.nodes().get(head.node());
      if (node.isVariable() && head.index() > 0) {
        throw failure("head " + i + " is " + surplusOutput(head, node));
      }
    }
  }

  /** Checks that the nodes listed as variables are variables. */
  void argumentNodes(List<Integer> ids) {
    for (int id : ids) {
      if (id >= graph.nodes().size()) {
        throw failure(
            "arg_nodes names node "
                + id
                + ", expected one of the "
                + graph.nodes().size()
                + " nodes");
      }
      if (!graph.nodes().get(id).isVariable()) {
        throw failure(
            "arg_nodes names "
                + describe(graph.nodes().get(id))
                + " of operator "
                + Quoted.of(graph.nodes().get(id).operator())
                + ", expected a variable");
      }
    }
  }

  /** Checks a node against the nodes before it. */
  static void inputs(String file, String inside, SymbolNode node, List<SymbolNode> before) {
    if (node.operator().isEmpty()) {
      throw failure(file, inside, node, "'op' is empty, expected an operator or 'null'");
    }
    if (node.isVariable() && !node.inputs().isEmpty()) {
      throw failure(
          file,
          inside,
          node,
          "is a variable with " + node.inputs().size() + " inputs, expected none");
    }
    for (int i = 0; i < node.inputs().size(); i++) {
      NodeOutput input = node.inputs().get(i);
      if (input.node() >= before.size()) {
        throw failure(
            file,
            inside,
            node,
            "input " + i + " is node " + input.node() + ", expected a node before this one");
      }
      SymbolNode producer = before.get(input.node());
      if (producer.isVariable() && input.index() > 0) {
        throw failure(file, inside, node, "input " + i + " is " + surplusOutput(input, producer));
      }
    }
  }

  /** Checks that a node waits only for nodes before it. */
  static void controls(String file, String inside, SymbolNode node, List<Integer> ids) {
    for (int id : ids) {
      if (id >= node.id()) {
        throw failure(
            file,
            inside,
            node,
            "control dependency is node " + id + ", expected a node before this one");
      }
    }
  }

  /** Returns a place in a graph that may itself be inside a node. */
  static String within(String inside, String place) {
    return inside.isEmpty() ? place : inside + ", " + place;
  }

  private static String surplusOutput(NodeOutput output, SymbolNode variable) {
    return "output "
        + output.index()
        + " of "
        + describe(variable)
        + ", expected output 0, the only one of a variable";
  }

  private static String describe(SymbolNode node) {
    return "node " + node.id() + " " + Quoted.of(node.name());
  }

  private static ModelFormatException failure(
      String file, String inside, SymbolNode node, String reason) {
    return new ModelFormatException(file, within(inside, describe(node) + ": " + reason));
  }

  private ModelFormatException failure(String reason) {
    return new ModelFormatException(file, within(inside, reason));
  }
}
