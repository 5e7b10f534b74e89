package dev.weft.graph.read;

import dev.weft.DataType;
import dev.weft.ModelFormatException;
import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.format.ArgumentRoles;
import dev.weft.format.DataTypeCode;
import dev.weft.format.NodeOutput;
import dev.weft.format.ParameterArray;
import dev.weft.format.ParameterFile;
import dev.weft.format.Quoted;
import dev.weft.format.SymbolFile;
import dev.weft.format.SymbolNode;
import dev.weft.graph.Constant;
import dev.weft.graph.Graph;
import dev.weft.graph.GraphInput;
import dev.weft.graph.GraphOutput;
import dev.weft.graph.Node;
import dev.weft.graph.ValueType;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts a {@link Graph} together from a symbol, its operators and its parameters; for one use. */
final class GraphAssembly {
  /** Outputs that nothing in the file reads, which take memory that is not in proportion to it. */
  private static final int MAX_SURPLUS_OUTPUTS = 65_536;

  private final ModelSource source;
  private final SymbolFile symbol;
  private final Map<Integer, List<Op>> operators;
  private final Map<String, ParameterArray> parameters;
  private final boolean hasParameters;
  private final List<GraphInput> inputs = new ArrayList<>();
  private final Map<Integer, Constant> constants = new LinkedHashMap<>();
  private final Map<String, Integer> variables = new HashMap<>();
  private final Map<String, DataType> inputTypes = new HashMap<>();
  private final Map<NodeOutput, Integer> values = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final OutputUses uses;

  /**
   * Cannot overflow: values are read, or first outputs, or surplus, and all of these are bounded.
   */
  private int valueCount;

  private long surplusOutputs;

  GraphAssembly(
      ModelSource source,
      SymbolFile symbol,
      Map<Integer, List<Op>> operators,
      OutputUses uses,
      @Nullable ParameterFile file) {
    this.source = source;
    this.symbol = symbol;
    this.operators = operators;
    this.uses = uses;
    this.hasParameters = file != null;
    this.parameters = file == null ? Map.of() : byName(file);
  }

  Graph graph() {
    ArgumentRoles roles = new ArgumentRoles(symbol, this::argumentsOf);
    Set<String> names = new LinkedHashSet<>();
    for (SymbolNode variable : symbol.variables()) {
      names.add(variable.name());
    }
    List<String> implied = impliedStates();
    Set<String> inputNames =
        hasParameters
            ? new LinkedHashSet<>(
                roles.inputs(source, List.copyOf(names), implied, parameters.keySet()))
            : names;
    for (SymbolNode variable : symbol.variables()) {
      String name = variable.name();
      Integer value = variables.get(name);
      if (value == null) {
        value = variable(name, inputNames.contains(name), variable, roles);
        variables.put(name, value);
      }
      values.put(new NodeOutput(variable.id(), 0), value);
    }
    implied.forEach(
        name -> variables.computeIfAbsent(name, hasParameters ? this::constant : this::input));
    for (SymbolNode node : symbol.reachable()) {
      if (!node.isVariable()) {
        add(node);
      }
    }
    List<GraphOutput> outputs = new ArrayList<>();
    for (NodeOutput head : symbol.heads()) {
      outputs.add(new GraphOutput(outputName(head), value(head)));
    }
    inputTypes.putAll(source.declaredInputs());
    return InputTypes.settle(new Graph(inputs, constants, nodes, outputs, valueCount), inputTypes);
  }

  private int variable(String name, boolean isInput, SymbolNode node, ArgumentRoles roles) {
    if (!isInput) {
      return constant(name);
    }
    int value = valueCount++;
    savedType(node).ifPresent(type -> inputTypes.put(name, type));
    inputs.add(
        new GraphInput(
            name, value, new ValueType(DataType.FLOAT32, savedRank(node)), roles.isOptional(name)));
    return value;
  }

  private int input(String name) {
    ValueType unknown = new ValueType(DataType.FLOAT32, Shape.ofUnknownRank());
    inputs.add(new GraphInput(name, valueCount, unknown, false));
    return valueCount++;
  }

  private int constant(String name) {
    int value = valueCount++;
    constants.put(
        value, new FileConstant(name, Objects.requireNonNull(parameters.get(name), name)));
    return value;
  }

  /** The shape that a variable was saved with is that of a training batch: its rank is telling. */
  private static Shape savedRank(SymbolNode variable) {
    String saved = variable.attributes().getOrDefault("__shape__", "");
    if (!saved.matches("\\s*[(\\[][\\d\\s,L-]+[)\\]]\\s*")) {
      return Shape.ofUnknownRank();
    }
    int rank = 0;
    for (String part : saved.strip().replaceAll("[()\\[\\]]", "").split(",", -1)) {
      rank += part.isBlank() ? 0 : 1;
    }
    return rank == 0 ? Shape.ofUnknownRank() : Dimensions.ofRank(rank);
  }

  /** The type that a variable was made with, which is what calls must give. */
  private static Optional<DataType> savedType(SymbolNode variable) {
    String saved = variable.attributes().get("__dtype__");
    return saved != null && saved.matches("\\d{1,3}")
        ? DataTypeCode.dataType(Integer.parseInt(saved))
        : Optional.empty();
  }

  private void add(SymbolNode node) {
    List<Integer> reads = new ArrayList<>();
    for (NodeOutput input : node.inputs()) {
      reads.add(value(input));
    }
    for (String state : impliedStates(node)) {
      reads.add(variables.get(state));
    }
    List<Op> ops = operators(node);
    Op last = ops.get(ops.size() - 1);
    countSurplus(node, last);
    for (Op op : ops.subList(0, ops.size() - 1)) {
      nodes.add(new Node(node.name() + "_" + op.operator(), op, reads, List.of(valueCount)));
      reads = List.of(valueCount++);
    }
    List<Integer> makes = new ArrayList<>();
    for (int i = 0; i < last.outputs(); i++) {
      values.put(new NodeOutput(node.id(), i), valueCount);
      makes.add(valueCount++);
    }
    nodes.add(new Node(node.name(), last, reads, makes));
  }

  private void countSurplus(SymbolNode node, Op op) {
    surplusOutputs += uses.unread(node.id(), op.outputs());
    if (surplusOutputs > MAX_SURPLUS_OUTPUTS) {
      throw new ModelFormatException(
          source.symbol().name(),
          node
              + " has "
              + op.outputs()
              + " outputs, and the graph more than "
              + MAX_SURPLUS_OUTPUTS
              + " that nothing reads, expected at most as many");
    }
  }

  private List<Op> operators(SymbolNode node) {
    return Objects.requireNonNull(operators.get(node.id()), node.name());
  }

  private int value(NodeOutput output) {
    Integer value = values.get(output);
    if (value == null) {
      throw new ModelFormatException(
          source.symbol().name(),
          "output "
              + output.index()
              + " of "
              + symbol.nodes().get(output.node())
              + " is read, which it does not have");
    }
    return value;
  }

  private String outputName(NodeOutput head) {
    SymbolNode node = symbol.nodes().get(head.node());
    if (node.isVariable()) {
      return node.name();
    }
    List<Op> ops = operators(node);
    return OutputNames.of(node, ops.get(ops.size() - 1), head.index());
  }

  /** Names of auxiliary states that the file leaves out, as files from before MXNet 0.9 do. */
  private List<String> impliedStates() {
    List<String> states = new ArrayList<>();
    for (SymbolNode node : symbol.reachable()) {
      states.addAll(impliedStates(node));
    }
    return states;
  }

  private List<String> impliedStates(SymbolNode node) {
    if (node.isVariable()) {
      return List.of();
    }
    int auxiliary = OperatorTable.ofAll().find(node.operator()).orElseThrow().auxiliaryStates();
    List<String> arguments = argumentsOf(node);
    return node.inputs().size() == arguments.size() - auxiliary && auxiliary > 0
        ? arguments.subList(arguments.size() - auxiliary, arguments.size()).stream()
            .map(state -> node.name() + "_" + state)
            .toList()
        : List.of();
  }

  private List<String> argumentsOf(SymbolNode node) {
    return node.isVariable()
        ? List.of()
        : OperatorTable.ofAll()
            .find(node.operator())
            .orElseThrow()
            .arguments()
            .apply(new Attributes(node, 1));
  }

  private Map<String, ParameterArray> byName(ParameterFile file) {
    Map<String, ParameterArray> stored = new LinkedHashMap<>();
    for (ParameterArray array : file.arrays()) {
      if (stored.put(array.name(), array) != null) {
        throw new ModelFormatException(
            source.parameters().name(),
            "holds "
                + Quoted.of(array.name())
                + " both as an argument and as an auxiliary state, expected one of them");
      }
    }
    return stored;
  }
}
