package dev.weft.benchmarks.onnx;

import dev.weft.format.SymbolNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Turns MXNet operators into those of ONNX's operator set {@value #OPERATOR_SET}: as many as the
 * networks of the zoo have. Not thread-safe.
 *
 * <p>Source of the operators: {@code docs/Operators.md} of ONNX 1.14, and the documentation of
 * MXNet 1.9's symbol API.
 */
final class OperatorConversion {
  /** The version of ONNX's default operators that the nodes are written for. */
  static final long OPERATOR_SET = 17;

  private static final Map<String, String> ACTIVATIONS =
      Map.of("relu", "Relu", "sigmoid", "Sigmoid", "tanh", "Tanh");
  private static final String FALSE = "False";

  private final List<OnnxNode> nodes = new ArrayList<>();
  private final Set<String> flat = new HashSet<>();

  /** {@return the nodes added so far} */
  List<OnnxNode> nodes() {
    return nodes;
  }

  /**
   * Adds the nodes that compute what an MXNet node computes.
   *
   * @param node the node
   * @param inputs the names of its inputs' values
   * @param output the name of its first output's value
   * @throws IllegalArgumentException if the operator or an attribute has no conversion here
   */
  void add(SymbolNode node, List<String> inputs, String output) {
    NodeAttributes attributes = new NodeAttributes(node);
    switch (node.operator()) {
      case "Convolution" -> convolution(attributes, inputs, output);
      case "FullyConnected" -> dense(attributes, inputs, output);
      case "BatchNorm" -> batchNorm(attributes, inputs, output);
      case "Activation" -> activation(attributes, inputs, output);
      case "Pooling" -> pooling(attributes, inputs, output);
      case "Flatten" -> flatten(node.name(), inputs.get(0), output);
      case "elemwise_add" -> add("Add", node, inputs, output);
      case "Concat" ->
          add("Concat", node, inputs, output).with("axis", attributes.integer("dim", 1));
      case "SoftmaxOutput" -> softmax(attributes, inputs, output);
      default ->
          throw new IllegalArgumentException(
              node + " has an operator that is not converted to ONNX");
    }
  }

  private void convolution(NodeAttributes attributes, List<String> inputs, String output) {
    attributes.require("layout", "NCHW", "NCHW", "None");
    long[] kernel = attributes.integers("kernel");
    add("Conv", attributes.node(), inputs, output)
        .with("kernel_shape", kernel)
        .with("strides", attributes.integers("stride", kernel.length, 1))
        .with("dilations", attributes.integers("dilate", kernel.length, 1))
        .with("pads", bothSides(attributes.integers("pad", kernel.length, 0)))
        .with("group", attributes.integer("num_group", 1));
  }

  private void dense(NodeAttributes attributes, List<String> inputs, String output) {
    attributes.require("flatten", "True", "True");
    List<String> operands = new ArrayList<>(inputs);
    if (!flat.contains(inputs.get(0))) {
      String name = attributes.node().name() + "_flat";
      flatten(name, inputs.get(0), name + "_output");
      operands.set(0, name + "_output");
    }
    add("Gemm", attributes.node(), operands, output).with("transB", 1);
  }

  private void flatten(String name, String input, String output) {
    nodes.add(new OnnxNode("Flatten", name, List.of(input), output).with("axis", 1));
    flat.add(output);
  }

  private void batchNorm(NodeAttributes attributes, List<String> inputs, String output) {
    attributes.require("fix_gamma", "True", FALSE);
    attributes.require("axis", "1", "1");
    add("BatchNormalization", attributes.node(), inputs, output)
        .with("epsilon", attributes.real("eps", "1e-3"));
  }

  private void activation(NodeAttributes attributes, List<String> inputs, String output) {
    String type = attributes.text("act_type", "");
    attributes.require("act_type", "", ACTIVATIONS.keySet().toArray(String[]::new));
    add(ACTIVATIONS.getOrDefault(type, type), attributes.node(), inputs, output);
  }

  private void pooling(NodeAttributes attributes, List<String> inputs, String output) {
    attributes.require("pool_type", "max", "max", "avg");
    boolean max = attributes.text("pool_type", "max").equals("max");
    if (attributes.flag("global_pool", false)) {
      add(max ? "GlobalMaxPool" : "GlobalAveragePool", attributes.node(), inputs, output);
      return;
    }
    attributes.require("pooling_convention", "valid", "valid");
    long[] kernel = attributes.integers("kernel");
    OnnxNode pool =
        add(max ? "MaxPool" : "AveragePool", attributes.node(), inputs, output)
            .with("kernel_shape", kernel)
            .with("strides", attributes.integers("stride", kernel.length, 1))
            .with("pads", bothSides(attributes.integers("pad", kernel.length, 0)));
    if (!max) {
      pool.with("count_include_pad", attributes.flag("count_include_pad", true) ? 1 : 0);
    }
  }

  /** The second input is the label, which only training reads. */
  private void softmax(NodeAttributes attributes, List<String> inputs, String output) {
    for (String attribute : Set.of("multi_output", "preserve_shape")) {
      attributes.require(attribute, FALSE, FALSE);
    }
    add("Softmax", attributes.node(), List.of(inputs.get(0)), output).with("axis", 1);
  }

  private OnnxNode add(String operator, SymbolNode node, List<String> inputs, String output) {
    OnnxNode added = new OnnxNode(operator, node.name(), inputs, output);
    nodes.add(added);
    return added;
  }

  private static long[] bothSides(long[] pads) {
    long[] both = new long[2 * pads.length];
    System.arraycopy(pads, 0, both, 0, pads.length);
    System.arraycopy(pads, 0, both, pads.length, pads.length);
    return both;
  }
}
