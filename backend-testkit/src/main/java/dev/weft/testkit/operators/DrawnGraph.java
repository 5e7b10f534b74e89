package dev.weft.testkit.operators;

import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One graph as it is drawn. Every value is an image of the same size, with channels of its own; a
 * step reads values and adds some. Steps are written down first, since a case names its parameters
 * before its graph is built. Not thread-safe.
 */
final class DrawnGraph {

  /** Builds the nodes of a step from its operands, and returns what it adds. */
  @FunctionalInterface
  private interface Builder {
    List<Output> build(Nodes nodes, List<Output> operands);
  }

  /**
   * A step.
   *
   * @param operands the values that it reads
   * @param parameters the places of its parameters among the case's arguments
   * @param builder makes the nodes from the operands, the parameters behind them
   */
  private record Step(List<Integer> operands, List<Integer> parameters, Builder builder) {}

  /** The graph that is being written, with a name for each new node. */
  private static final class Nodes {
    private final SymbolWriter graph;
    private int count;

    Nodes(SymbolWriter graph) {
      this.graph = graph;
    }

    Output add(String operator, Map<String, String> attributes, List<Output> inputs, int outputs) {
      return graph.node(operator, "node" + count++, attributes, inputs, outputs);
    }

    Output add(String operator, Map<String, String> attributes, Output... inputs) {
      return add(operator, attributes, List.of(inputs), 1);
    }
  }

  private final Choices choices;
  private final List<Integer> channels = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private OperatorCase made;

  DrawnGraph(Choices choices) {
    this.choices = choices;
    int first = choices.of(3, 4, 8, 16);
    channels.add(first);
    int batch = choices.between(1, 2);
    this.made =
        OperatorCase.of("graph")
            .input(
                "data",
                Fill.normal(),
                batch,
                first,
                choices.between(4, 11),
                choices.between(4, 11));
  }

  OperatorCase draw() {
    int length = choices.between(3, 16);
    while (steps.size() < length) {
      addStep();
    }
    List<Integer> heads = new ArrayList<>(List.of(channels.size() - 1));
    for (int i = choices.between(0, 2); i > 0; i--) {
      int head = choices.between(0, channels.size() - 1);
      if (!heads.contains(head)) {
        heads.add(head);
      }
    }
    List<Step> program = List.copyOf(steps);
    return made.with("steps", length)
        .wired((graph, operator, inputs) -> build(program, heads, graph, inputs));
  }

  private static List<Output> build(
      List<Step> program, List<Integer> heads, SymbolWriter graph, List<Output> inputs) {
    Nodes nodes = new Nodes(graph);
    List<Output> values = new ArrayList<>(List.of(inputs.get(0)));
    for (Step step : program) {
      List<Output> operands = new ArrayList<>();
      step.operands().forEach(value -> operands.add(values.get(value)));
      step.parameters().forEach(parameter -> operands.add(inputs.get(parameter)));
      values.addAll(step.builder().build(nodes, operands));
    }
    return heads.stream().map(values::get).toList();
  }

  private void addStep() {
    int value = choices.oneIn(3) ? choices.between(0, channels.size() - 1) : channels.size() - 1;
    switch (choices.between(0, 12)) {
      case 0, 1, 2 -> convolution(value);
      case 3 -> normalisation(value);
      case 4, 5 -> activation(value);
      case 6 -> number(value);
      case 7, 8 -> sum(value);
      case 9 -> joined(value);
      case 10 -> excitation(value);
      case 11 -> window(value);
      default -> shuffle(value);
    }
  }

  private int parameter(Fill fill, int... shape) {
    int place = made.arguments().size();
    made = made.parameter("parameter" + place, fill, shape);
    return place;
  }

  private int auxiliary(Fill fill, int size) {
    int place = made.arguments().size();
    made = made.auxiliary("state" + place, fill, size);
    return place;
  }

  private void add(List<Integer> operands, List<Integer> parameters, int size, Builder builder) {
    steps.add(new Step(operands, parameters, builder));
    channels.add(size);
  }

  private void convolution(int value) {
    int from = channels.get(value);
    boolean byChannel = choices.oneIn(4);
    boolean bias = choices.coin();
    int kernel = byChannel ? 3 : choices.of(1, 3);
    int to = byChannel ? from : choices.of(4, 5, 8, 16, 24);
    int perGroup = byChannel ? 1 : from;
    Fill weights = Fill.normal(1 / Math.sqrt(perGroup * kernel * kernel));
    List<Integer> parameters =
        new ArrayList<>(List.of(parameter(weights, to, perGroup, kernel, kernel)));
    if (bias) {
      parameters.add(parameter(Fill.normal(0.3), to));
    }
    Map<String, String> attributes =
        Map.of(
            "kernel", Tuples.of(kernel, kernel),
            "pad", Tuples.of(kernel / 2, kernel / 2),
            "num_filter", Integer.toString(to),
            "num_group", Integer.toString(from / perGroup),
            "no_bias", bias ? "False" : "True");
    add(
        List.of(value),
        parameters,
        to,
        (nodes, operands) -> List.of(nodes.add("Convolution", attributes, operands, 1)));
  }

  private void normalisation(int value) {
    int size = channels.get(value);
    Fill aroundOne = Fill.uniform(0.6, 1.4);
    List<Integer> parameters =
        List.of(
            parameter(aroundOne, size),
            parameter(Fill.normal(0.3), size),
            auxiliary(Fill.normal(0.2), size),
            auxiliary(aroundOne, size));
    Map<String, String> attributes =
        Map.of("fix_gamma", choices.coin() ? "True" : "False", "eps", "1e-5");
    add(
        List.of(value),
        parameters,
        size,
        (nodes, operands) -> List.of(nodes.add("BatchNorm", attributes, operands, 3)));
  }

  private void activation(int value) {
    int size = channels.get(value);
    String kind =
        choices.of("relu", "relu", "sigmoid", "tanh", "leaky", "elu", "gelu", "prelu", "clip");
    List<Integer> parameters =
        kind.equals("prelu") ? List.of(parameter(Fill.uniform(-0.2, 0.5), size)) : List.of();
    add(
        List.of(value),
        parameters,
        size,
        (nodes, operands) ->
            List.of(
                switch (kind) {
                  case "clip" -> nodes.add("clip", Map.of("a_min", "0", "a_max", "6"), operands, 1);
                  case "relu", "sigmoid", "tanh" ->
                      nodes.add("Activation", Map.of("act_type", kind), operands, 1);
                  default -> nodes.add("LeakyReLU", Map.of("act_type", kind), operands, 1);
                }));
  }

  private void number(int value) {
    String operator =
        choices.of("_mul_scalar", "_plus_scalar", "_rminus_scalar", "_maximum_scalar");
    add(
        List.of(value),
        List.of(),
        channels.get(value),
        (nodes, operands) -> List.of(nodes.add(operator, Map.of("scalar", "0.5"), operands, 1)));
  }

  private void sum(int value) {
    int size = channels.get(value);
    List<Integer> fitting =
        IntStream.range(0, channels.size())
            .filter(other -> channels.get(other) == size)
            .boxed()
            .toList();
    int other = choices.of(fitting);
    String operator =
        choices.of("elemwise_add", "elemwise_add", "elemwise_mul", "elemwise_sub", "_maximum");
    add(
        choices.coin() ? List.of(value, other) : List.of(other, value),
        List.of(),
        size,
        (nodes, operands) -> List.of(nodes.add(operator, Map.of(), operands, 1)));
  }

  private void joined(int value) {
    int other = choices.between(0, channels.size() - 1);
    int size = channels.get(value) + channels.get(other);
    if (size <= 80) {
      add(
          List.of(value, other),
          List.of(),
          size,
          (nodes, operands) -> List.of(nodes.add("Concat", Map.of("num_args", "2"), operands, 1)));
    }
  }

  /** Channels scaled by what their means give. */
  private void excitation(int value) {
    int size = channels.get(value);
    int weights = parameter(Fill.normal(1 / Math.sqrt(size)), size, size, 1, 1);
    Map<String, String> dense =
        Map.of("kernel", "(1, 1)", "num_filter", Integer.toString(size), "no_bias", "True");
    add(
        List.of(value),
        List.of(weights),
        size,
        (nodes, operands) -> {
          Output means =
              nodes.add(
                  "Pooling", Map.of("global_pool", "True", "pool_type", "avg"), operands.get(0));
          Output scores = nodes.add("Convolution", dense, means, operands.get(1));
          Output gates = nodes.add("Activation", Map.of("act_type", "sigmoid"), scores);
          return List.of(nodes.add("broadcast_mul", Map.of(), operands.get(0), gates));
        });
  }

  private void window(int value) {
    String kind = choices.of("max", "avg");
    Map<String, String> attributes =
        Map.of("pool_type", kind, "kernel", "(3, 3)", "pad", "(1, 1)", "stride", "(1, 1)");
    add(
        List.of(value),
        List.of(),
        channels.get(value),
        (nodes, operands) -> List.of(nodes.add("Pooling", attributes, operands, 1)));
  }

  /** Halves of the channels: taken apart, or interleaved. */
  private void shuffle(int value) {
    int size = channels.get(value);
    if (size % 2 != 0) {
      return;
    }
    if (choices.coin()) {
      add(
          List.of(value),
          List.of(),
          size / 2,
          (nodes, operands) -> {
            Output first = nodes.add("SliceChannel", Map.of("num_outputs", "2"), operands, 2);
            return List.of(first, first.at(1));
          });
      channels.add(size / 2);
    } else {
      add(
          List.of(value),
          List.of(),
          size,
          (nodes, operands) -> {
            Output apart =
                nodes.add("Reshape", Map.of("shape", "(0, -4, 2, -1, -2)"), operands.get(0));
            Output turned = nodes.add("SwapAxis", Map.of("dim1", "1", "dim2", "2"), apart);
            return List.of(nodes.add("Reshape", Map.of("shape", "(0, -3, -2)"), turned));
          });
    }
  }
}
