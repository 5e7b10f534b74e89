package dev.weft.graph.read;

import dev.weft.DataType;
import dev.weft.ModelFormatException;
import dev.weft.ModelSignature;
import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.TensorSpec;
import dev.weft.UnsupportedModelException;
import dev.weft.format.ParameterFile;
import dev.weft.format.Quoted;
import dev.weft.format.SymbolFile;
import dev.weft.format.SymbolNode;
import dev.weft.graph.Constant;
import dev.weft.graph.Graph;
import dev.weft.graph.GraphInput;
import dev.weft.graph.GraphOutput;
import dev.weft.graph.GraphVerifier;
import dev.weft.graph.Node;
import dev.weft.graph.ShapeInference;
import dev.weft.graph.ValueType;
import dev.weft.graph.op.BatchNorm;
import dev.weft.graph.op.Convolution;
import dev.weft.graph.op.Deconvolution;
import dev.weft.graph.op.FullyConnected;
import dev.weft.graph.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * From the two files of a model to a {@link ModelGraph}: the symbol is read and checked, its
 * operators are looked up, its variables matched with the parameters, and shapes inferred.
 */
public final class ModelReader {
  private static final String CUSTOM = "Custom";

  private ModelReader() {}

  /**
   * Reads a model. The parameter file stays open until the result is closed.
   *
   * @param source the files
   * @param backend the name of the backend that asks, for messages
   * @param supported whether the backend can compute an operator
   * @return the model
   * @throws ModelFormatException if a file is missing or damaged, or the two do not fit
   * @throws UnsupportedModelException if operators are not known or not supported; all are named
   */
  public static ModelGraph read(ModelSource source, String backend, Predicate<Op> supported) {
    SymbolFile symbol = SymbolFile.read(source.symbol());
    OutputUses uses = new OutputUses(symbol);
    Map<Integer, List<Op>> operators = operators(source, symbol, uses, backend, supported);
    ParameterFile file = ParameterFile.open(source.parameters());
    boolean complete = false;
    try {
      Graph graph = new GraphAssembly(source, symbol, operators, uses, file).graph();
      GraphVerifier.verify(graph, "reading " + source);
      ModelGraph model =
          new ModelGraph(
              source.toString(), graph, operatorNames(symbol), signature(source, graph), file);
      complete = true;
      return model;
    } finally {
      if (!complete) {
        file.close();
      }
    }
  }

  /**
   * Reads a graph without its parameters: all of its variables are inputs of unknown shape.
   *
   * @param source the files, of which only the symbol is read
   * @return the graph
   * @throws ModelFormatException if the symbol is missing or damaged
   * @throws UnsupportedModelException if operators are not known; all are named
   */
  public static Graph readSymbol(ModelSource source) {
    SymbolFile symbol = SymbolFile.read(source.symbol());
    OutputUses uses = new OutputUses(symbol);
    Map<Integer, List<Op>> operators = operators(source, symbol, uses, "graph", op -> true);
    return new GraphAssembly(source, symbol, operators, uses, null).graph();
  }

  private static Map<Integer, List<Op>> operators(
      ModelSource source,
      SymbolFile symbol,
      OutputUses uses,
      String backend,
      Predicate<Op> supported) {
    Map<String, List<String>> lacking = new TreeMap<>();
    for (SymbolNode node : symbol.reachable()) {
      if (!node.isVariable() && OperatorTable.ofAll().find(node.operator()).isEmpty()) {
        lacking.computeIfAbsent(nameOf(node), key -> new ArrayList<>()).add(node.name());
      }
    }
    Map<Integer, List<Op>> operators = new TreeMap<>();
    for (SymbolNode node : symbol.reachable()) {
      if (!node.isVariable() && OperatorTable.ofAll().find(node.operator()).isPresent()) {
        Attributes attributes = new Attributes(node, uses.used(node.id()), symbol.version());
        List<Op> ops = operator(source, node, attributes);
        operators.put(node.id(), ops);
        for (Op op : ops) {
          if (!supported.test(op)) {
            lacking.computeIfAbsent(nameOf(node), key -> new ArrayList<>()).add(node.name());
            break;
          }
        }
      }
    }
    if (!lacking.isEmpty()) {
      throw new UnsupportedModelException(source.toString(), backend, lacking);
    }
    return operators;
  }

  private static List<Op> operator(ModelSource source, SymbolNode node, Attributes attributes) {
    OperatorTable.Entry entry = OperatorTable.ofAll().find(node.operator()).orElseThrow();
    try {
      int expected = entry.arguments().apply(attributes).size();
      int given = node.inputs().size();
      if (expected > 0 && given != expected && given != expected - entry.auxiliaryStates()) {
        throw new IllegalArgumentException("has " + given + " inputs, expected " + expected);
      }
      if (expected == 0 && given == 0 && entry.variadic()) {
        throw new IllegalArgumentException("has no inputs, expected at least one");
      }
      List<Op> ops = entry.factory().apply(attributes);
      int outputs = ops.get(ops.size() - 1).outputs();
      if (attributes.outputsUsed() > outputs) {
        throw new IllegalArgumentException(
            "output " + (attributes.outputsUsed() - 1) + " is read, but it has only " + outputs);
      }
      return ops;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new ModelFormatException(
          source.symbol().name(), node + ": " + Quoted.sentence(String.valueOf(e.getMessage())), e);
    }
  }

  private static String nameOf(SymbolNode node) {
    return node.operator().equals(CUSTOM)
        ? CUSTOM + " " + Quoted.of(node.attributes().getOrDefault("op_type", ""))
        : node.operator();
  }

  private static ModelSignature signature(ModelSource source, Graph graph) {
    List<ValueType> types;
    try {
      types = ShapeInference.infer(graph, Map.of());
      for (Node node : graph.nodes()) {
        requireRealData(graph, node, types);
      }
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException(
          source.parameters().name(),
          "the parameters do not fit the graph " + source.symbol().name() + ": " + e.getMessage(),
          e);
    }
    List<TensorSpec> inputs = new ArrayList<>();
    for (GraphInput input : graph.inputs()) {
      Shape shape = types.get(input.value()).shape();
      inputs.add(new TensorSpec(input.name(), input.type().dataType(), shape, input.optional()));
    }
    List<TensorSpec> outputs = new ArrayList<>();
    for (GraphOutput output : graph.outputs()) {
      ValueType type = types.get(output.value());
      outputs.add(new TensorSpec(output.name(), type.dataType(), type.shape(), false));
    }
    return new ModelSignature(inputs, outputs);
  }

  /** Throws if fractional weights meet whole numbers: the result would be cut to whole numbers. */
  private static void requireRealData(Graph graph, Node node, List<ValueType> types) {
    if (!(node.op() instanceof Convolution
        || node.op() instanceof Deconvolution
        || node.op() instanceof FullyConnected
        || node.op() instanceof BatchNorm)) {
      return;
    }
    DataType data = types.get(node.inputs().get(0)).dataType();
    for (int value : node.inputs()) {
      Optional<Constant> weight = graph.constant(value);
      if (!data.isFloatingPoint()
          && weight.isPresent()
          && weight.get().type().dataType().isFloatingPoint()) {
        throw new IllegalArgumentException(
            node
                + " computes "
                + data
                + " data with "
                + Quoted.of(weight.get().name())
                + " "
                + weight.get().type().dataType()
                + ", expected data of a floating-point type");
      }
    }
  }

  private static List<String> operatorNames(SymbolFile symbol) {
    List<String> names = new ArrayList<>();
    for (SymbolNode node : symbol.reachable()) {
      if (!node.isVariable()) {
        names.add(node.operator());
      }
    }
    return names;
  }
}
