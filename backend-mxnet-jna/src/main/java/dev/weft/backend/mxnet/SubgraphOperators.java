package dev.weft.backend.mxnet;

import dev.weft.ModelFormatException;
import dev.weft.format.Quoted;
import dev.weft.format.SymbolGraph;
import dev.weft.format.SymbolNode;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Operators that compute graphs inside their nodes. libmxnet says nothing about them without these
 * graphs, and reads the first one without looking whether it is there.
 *
 * <p>Source: {@code control_flow.cc}, {@code cached_op.cc} and the folder {@code operator/subgraph}
 * of MXNet 1.9.
 */
final class SubgraphOperators {
  private static final Map<String, Integer> GRAPHS =
      Map.ofEntries(
          Map.entry("_foreach", 1),
          Map.entry("_while_loop", 2),
          Map.entry("_cond", 3),
          Map.entry("_CachedOp", 1),
          Map.entry("_CachedOpThreadSafe", 1),
          Map.entry("_FusedOp", 1),
          Map.entry("_TensorRT", 1),
          Map.entry("_sg_mkldnn_conv", 1),
          Map.entry("_sg_mkldnn_fully_connected", 1),
          Map.entry("_sg_onednn_conv", 1),
          Map.entry("_sg_onednn_fully_connected", 1));
  private static final Pattern NUMBER = Pattern.compile("-?\\d+");
  private static final String QUANTIZED = "quantized";
  private static final String FLOAT_OUTPUT = "enable_float_output";
  private static final int QUANTIZED_OUTPUTS = 3;

  private SubgraphOperators() {}

  /** Returns whether an operator is one. */
  static boolean include(String operator) {
    return GRAPHS.containsKey(operator);
  }

  /**
   * Throws unless a node has as many graphs as its operator computes, and numbers of inputs that it
   * has.
   *
   * @param file the name of the file
   * @param operator the canonical name of the operator
   */
  static void require(String file, SymbolNode node, String operator) {
    int expected = GRAPHS.getOrDefault(operator, 0);
    if (node.subgraphs().size() != expected) {
      throw new ModelFormatException(
          file, node + " has " + node.subgraphs().size() + " subgraphs, expected " + expected);
    }
    for (Map.Entry<String, String> attribute : node.attributes().entrySet()) {
      if (attribute.getKey().endsWith("_locs")) {
        requireInputs(file, node, attribute.getKey(), attribute.getValue());
      }
    }
    if (isControlFlow(operator)) {
      requireNumber(file, node, "num_args", node.inputs().size(), node.inputs().size());
      requireNumber(file, node, "num_outputs", outputs(node, operator), outputs(node, operator));
      if (node.attributes().containsKey("num_out_data")) {
        requireNumber(file, node, "num_out_data", 0, outputs(node, operator));
      }
    }
  }

  /** Returns the number of outputs that others can read. */
  static int outputs(SymbolNode node, String operator) {
    if (operator.startsWith("_sg_")) {
      boolean floats = operator.endsWith("_fully_connected") && isSet(node, FLOAT_OUTPUT);
      return isSet(node, QUANTIZED) && !floats ? QUANTIZED_OUTPUTS : 1;
    }
    SymbolGraph last = node.subgraphs().get(node.subgraphs().size() - 1);
    return last.heads().size();
  }

  private static boolean isControlFlow(String operator) {
    return operator.equals("_foreach")
        || operator.equals("_while_loop")
        || operator.equals("_cond");
  }

  private static boolean isSet(SymbolNode node, String attribute) {
    String value = node.attributes().getOrDefault(attribute, "0").strip();
    return value.equalsIgnoreCase("true") || value.equals("1");
  }

  private static void requireInputs(String file, SymbolNode node, String name, String value) {
    Matcher numbers = NUMBER.matcher(value);
    while (numbers.find()) {
      requireWithin(file, node, name, numbers.group(), 0, node.inputs().size() - 1);
    }
  }

  private static void requireNumber(
      String file, SymbolNode node, String name, int least, int greatest) {
    String value = node.attributes().getOrDefault(name, "").strip();
    requireWithin(file, node, name, value, least, greatest);
  }

  private static void requireWithin(
      String file, SymbolNode node, String name, String value, int least, int greatest) {
    OptionalInt number = number(value);
    if (number.isEmpty() || number.getAsInt() < least || number.getAsInt() > greatest) {
      String expected = least == greatest ? "" + least : least + " to " + greatest;
      throw new ModelFormatException(
          file, node + " has " + name + " " + Quoted.of(value) + ", expected " + expected);
    }
  }

  private static OptionalInt number(String value) {
    try {
      return OptionalInt.of(Integer.parseInt(value));
    } catch (NumberFormatException e) {
      return OptionalInt.empty();
    }
  }
}
