package dev.weft.testkit.files;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Builds the text of a {@code symbol.json} as MXNet 1.9 saves it: nodes in topological order, their
 * parameters under {@code attrs}, inputs and heads as {@code [node, output, version]}.
 *
 * <p>Nodes get their ids in the order they are added, and a node can only take what was added
 * before it, so every graph written here is acyclic and sorted. Attributes are written sorted by
 * key, so that equal graphs give equal text. Not thread-safe.
 *
 * <p>The format is that of {@code nnvm::pass::SaveJSON} in MXNet's {@code saveload_json.cc}.
 *
 * {@snippet :
 * SymbolWriter symbol = new SymbolWriter();
 * SymbolWriter.Output data = symbol.variable("data");
 * SymbolWriter.Output relu =
 *     symbol.node("Activation", "relu0", Map.of("act_type", "relu"), List.of(data));
 * String json = symbol.toJson(List.of(relu));
 * }
 */
public final class SymbolWriter {

  private static final String VARIABLE = "null";

  private final List<String> nodes = new ArrayList<>();
  private final List<Integer> arguments = new ArrayList<>();
  private final List<Integer> rowPointers = new ArrayList<>(List.of(0));
  private final Set<String> variableNames = new HashSet<>();

  /** An empty graph. */
  public SymbolWriter() {}

  /**
   * One result of a node.
   *
   * @param node the node's id
   * @param index which of the node's outputs, from 0
   * @param version how often the value was written before; MXNet gives auxiliary states 1
   */
  public record Output(int node, int index, int version) {

    /**
     * Another output of the same node.
     *
     * @param other its index, from 0
     * @return that output
     */
    public Output at(int other) {
      return new Output(node, other, version);
    }
  }

  /**
   * Adds a variable: an input or a parameter.
   *
   * @param name its name, not used by another variable
   * @return its value
   */
  public Output variable(String name) {
    return variable(name, Map.of());
  }

  /**
   * Adds a variable with attributes, such as {@code __shape__}.
   *
   * @param name its name, not used by another variable
   * @param attributes its attributes
   * @return its value
   */
  public Output variable(String name, Map<String, String> attributes) {
    if (!variableNames.add(name)) {
      throw new IllegalArgumentException("there is a variable \"" + name + "\" already");
    }
    arguments.add(nodes.size());
    return append(VARIABLE, name, attributes, List.of(), 1);
  }

  /**
   * Adds a variable that an operator reads as its state, such as a moving mean.
   *
   * @param name its name, not used by another variable
   * @return its value
   */
  public Output auxiliary(String name) {
    Output state = variable(name);
    return new Output(state.node(), 0, 1);
  }

  /**
   * Adds an operator with one output.
   *
   * @param op the operator's registered name, such as {@code Convolution}
   * @param name the node's name
   * @param attributes its parameters, as MXNet spells them: {@code "(3, 3)"}, {@code "True"}
   * @param inputs what it reads, in the operator's order
   * @return its output
   */
  public Output node(String op, String name, Map<String, String> attributes, List<Output> inputs) {
    return node(op, name, attributes, inputs, 1);
  }

  /**
   * Adds an operator with several outputs, hidden ones counted: BatchNorm has three.
   *
   * @param op the operator's registered name, such as {@code SliceChannel}
   * @param name the node's name
   * @param attributes its parameters, as MXNet spells them
   * @param inputs what it reads, in the operator's order
   * @param outputs how many outputs it has, at least 1
   * @return the first output; {@link Output#at} gives the others
   */
  public Output node(
      String op, String name, Map<String, String> attributes, List<Output> inputs, int outputs) {
    if (op.equals(VARIABLE)) {
      throw new IllegalArgumentException(
          "\"null\" is no operator; add \"" + name + "\" by variable");
    }
    if (outputs < 1) {
      throw new IllegalArgumentException(name + " has " + outputs + " outputs; expected 1 or more");
    }
    return append(op, name, attributes, inputs, outputs);
  }

  /**
   * The graph as text.
   *
   * @param heads the graph's outputs
   * @return the JSON, ending in a line feed
   */
  public String toJson(List<Output> heads) {
    heads.forEach(this::requireKnown);
    return """
    {
      "nodes": [
    %s
      ],
      "arg_nodes": %s,
      "node_row_ptr": %s,
      "heads": %s,
      "attrs": {"mxnet_version": ["int", 10901]}
    }
    """
        .formatted(String.join(",\n", nodes), arguments, rowPointers, references(heads));
  }

  private Output append(
      String op, String name, Map<String, String> attributes, List<Output> inputs, int outputs) {
    inputs.forEach(this::requireKnown);
    StringBuilder node = new StringBuilder("    {\n");
    node.append("      \"op\": ").append(JsonText.quote(op)).append(",\n");
    node.append("      \"name\": ").append(JsonText.quote(name)).append(",\n");
    if (!attributes.isEmpty()) {
      node.append("      \"attrs\": {").append(members(attributes)).append("},\n");
    }
    node.append("      \"inputs\": ").append(references(inputs)).append("\n    }");
    int id = nodes.size();
    nodes.add(node.toString());
    rowPointers.add(rowPointers.get(id) + outputs);
    return new Output(id, 0, 0);
  }

  private void requireKnown(Output output) {
    if (output.node() < 0 || output.node() >= nodes.size()) {
      throw new IllegalArgumentException(
          output + " is not of this graph, which has " + nodes.size() + " nodes");
    }
    int outputs = rowPointers.get(output.node() + 1) - rowPointers.get(output.node());
    if (output.index() < 0 || output.index() >= outputs) {
      throw new IllegalArgumentException(output + ": the node has " + outputs + " outputs");
    }
  }

  private static String members(Map<String, String> attributes) {
    return new TreeMap<>(attributes)
        .entrySet().stream()
            .map(e -> JsonText.quote(e.getKey()) + ": " + JsonText.quote(e.getValue()))
            .collect(joining(", "));
  }

  private static String references(List<Output> outputs) {
    return outputs.stream()
        .map(o -> "[" + o.node() + ", " + o.index() + ", " + o.version() + "]")
        .collect(joining(", ", "[", "]"));
  }
}
