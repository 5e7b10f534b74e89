package dev.weft.benchmarks.onnx;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.format.NodeOutput;
import dev.weft.format.ParameterArray;
import dev.weft.format.ParameterFile;
import dev.weft.format.SymbolFile;
import dev.weft.format.SymbolNode;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes a model of MXNet as an ONNX file with the same weights. Nothing is optimized: batch
 * normalizations, for one, stay operators of their own. Variables that have no array in the
 * parameter file and that ONNX's operators do not read, such as labels, are left out.
 *
 * <p>Source of the format: {@code onnx.proto3} of ONNX 1.14.
 */
public final class OnnxWriter {
  private static final int MODEL_IR_VERSION = 1;
  private static final int MODEL_PRODUCER = 2;
  private static final int MODEL_GRAPH = 7;
  private static final int MODEL_OPERATOR_SET = 8;
  private static final int OPERATOR_SET_VERSION = 2;

  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_NAME = 2;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int GRAPH_INPUT = 11;
  private static final int GRAPH_OUTPUT = 12;

  private static final int TENSOR_DIMENSIONS = 1;
  private static final int TENSOR_TYPE = 2;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_DATA = 9;

  private static final int IR_VERSION = 8;
  private static final int FLOAT = 1;

  private OnnxWriter() {}

  /**
   * Converts a model whose only input is called {@code data}.
   *
   * @param source the model's files
   * @param inputShape the shape of the input, which the ONNX model is fixed to
   * @param target the file to write, in place of one that is there
   * @throws IOException if it cannot be written
   * @throws IllegalArgumentException if the model has an operator, an attribute or a parameter that
   *     is not converted; the message names it
   */
  public static void write(ModelSource source, Shape inputShape, Path target) throws IOException {
    SymbolFile symbol = SymbolFile.read(source.symbol());
    OperatorConversion conversion = new OperatorConversion();
    for (SymbolNode node : symbol.nodes()) {
      if (!node.isVariable()) {
        List<String> inputs = node.inputs().stream().map(in -> valueName(symbol, in)).toList();
        conversion.add(node, inputs, outputName(node));
      }
    }
    ProtobufMessage graph = new ProtobufMessage().text(GRAPH_NAME, "network");
    conversion.nodes().forEach(node -> graph.message(GRAPH_NODE, node.message()));
    try (ParameterFile parameters = ParameterFile.open(source.parameters())) {
      addVariables(symbol, parameters, inputShape, graph);
    }
    for (NodeOutput head : symbol.heads()) {
      graph.message(GRAPH_OUTPUT, ValueInfo.ofUnknownShape(valueName(symbol, head)));
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
      model(graph).writeTo(out);
    }
  }

  private static ProtobufMessage model(ProtobufMessage graph) {
    return new ProtobufMessage()
        .integer(MODEL_IR_VERSION, IR_VERSION)
        .text(MODEL_PRODUCER, "weft-benchmarks")
        .message(
            MODEL_OPERATOR_SET,
            new ProtobufMessage().integer(OPERATOR_SET_VERSION, OperatorConversion.OPERATOR_SET))
        .message(MODEL_GRAPH, graph);
  }

  private static void addVariables(
      SymbolFile symbol, ParameterFile parameters, Shape inputShape, ProtobufMessage graph) {
    Map<String, ParameterArray> arrays =
        parameters.arrays().stream()
            .collect(Collectors.toMap(ParameterArray::name, Function.identity()));
    Set<String> missing = new HashSet<>();
    for (SymbolNode variable : symbol.variables()) {
      ParameterArray array = arrays.get(variable.name());
      if (array != null) {
        graph.message(GRAPH_INITIALIZER, tensor(array));
      } else if (variable.name().equals("data")) {
        graph.message(GRAPH_INPUT, ValueInfo.of(variable.name(), inputShape));
      } else if (!isLabel(symbol, variable)) {
        missing.add(variable.name());
      }
    }
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          parameters + " has no arrays for " + missing + ", expected one for all but the input");
    }
  }

  private static boolean isLabel(SymbolFile symbol, SymbolNode variable) {
    return symbol.consumers(variable.id()).stream()
        .allMatch(
            use ->
                use.position() == 1
                    && symbol.nodes().get(use.node()).operator().equals("SoftmaxOutput"));
  }

  /** Both formats store elements in row-major order and little-endian. */
  private static ProtobufMessage tensor(ParameterArray array) {
    if (array.dataType() != DataType.FLOAT32) {
      throw new IllegalArgumentException(array + " is not converted, expected FLOAT32");
    }
    byte[] data = new byte[Math.toIntExact(array.byteSize())];
    array.read(0, ByteBuffer.wrap(data));
    return new ProtobufMessage()
        .integers(TENSOR_DIMENSIONS, array.shape().dimensions())
        .integer(TENSOR_TYPE, FLOAT)
        .text(TENSOR_NAME, array.name())
        .bytes(TENSOR_DATA, data);
  }

  private static String valueName(SymbolFile symbol, NodeOutput output) {
    SymbolNode node = symbol.nodes().get(output.node());
    if (output.index() != 0) {
      throw new IllegalArgumentException(
          "output " + output.index() + " of " + node + " is read, expected the first one only");
    }
    return node.isVariable() ? node.name() : outputName(node);
  }

  private static String outputName(SymbolNode node) {
    return node.name() + "_output";
  }
}
