package dev.weft.backend.mxnet;

import dev.weft.Shape;
import dev.weft.format.NodeInput;
import dev.weft.format.NodeOutput;
import dev.weft.format.ParameterArray;
import dev.weft.format.SymbolFile;
import dev.weft.format.SymbolNode;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rank and dimensions of an input that follow from the weight of the convolution that it comes to,
 * which libmxnet does not infer backwards. Operators that keep the shape are followed on the way.
 */
final class InputHints {
  private static final Set<String> SHAPE_KEEPING =
      Set.of(
          "_copy",
          "BatchNorm",
          "Activation",
          "Cast",
          "Dropout",
          "_mul_scalar",
          "_div_scalar",
          "_plus_scalar",
          "_minus_scalar");

  private final SymbolFile graph;
  private final OperatorNames operators;
  private final Map<String, ParameterArray> parameters;
  private final Map<String, SymbolNode> variables = new HashMap<>();

  InputHints(SymbolFile graph, OperatorNames operators, Map<String, ParameterArray> parameters) {
    this.graph = graph;
    this.operators = operators;
    this.parameters = parameters;
    for (SymbolNode variable : graph.variables()) {
      variables.putIfAbsent(variable.name(), variable);
    }
  }

  /**
   * Returns what libmxnet knows of an input's shape, or what its first consumer tells if that is
   * nothing.
   */
  Shape refine(String input, Shape inferred) {
    if (inferred.isRankKnown()) {
      return inferred;
    }
    return Optional.ofNullable(variables.get(input))
        .map(
            variable -> fromConsumers(variable.id()).or(() -> savedRank(variable)).orElse(inferred))
        .orElse(inferred);
  }

  /**
   * The shape that a variable was saved with is that of a training batch: only its rank is telling.
   */
  private static Optional<Shape> savedRank(SymbolNode variable) {
    String saved = variable.attributes().getOrDefault("__shape__", "");
    long rank =
        saved.chars().filter(c -> c == ',').count()
            + (saved.matches(".*\\d\\s*[)\\]]\\s*") ? 1 : 0);
    if (rank == 0 || !saved.matches("\\s*[(\\[][\\d\\s,L-]+[)\\]]\\s*")) {
      return Optional.empty();
    }
    long[] dimensions = new long[(int) rank];
    Arrays.fill(dimensions, Shape.UNKNOWN);
    return Optional.of(Shape.of(dimensions));
  }

  /** Follows the uses depth first, with a stack of its own, since chains may be long. */
  private Optional<Shape> fromConsumers(int variable) {
    Deque<Iterator<NodeInput>> path = new ArrayDeque<>();
    path.push(graph.consumers(variable).iterator());
    while (!path.isEmpty()) {
      if (!path.peek().hasNext()) {
        path.pop();
        continue;
      }
      NodeInput use = path.peek().next();
      SymbolNode consumer = graph.nodes().get(use.node());
      if (use.position() != 0) {
        continue;
      }
      if (SHAPE_KEEPING.contains(operators.of(consumer))) {
        path.push(graph.consumers(consumer.id()).iterator());
        continue;
      }
      Optional<Shape> shape = convolutionInput(consumer);
      if (shape.isPresent()) {
        return shape;
      }
    }
    return Optional.empty();
  }

  /**
   * A weight of shape (filters, channels / groups, kernel...) takes an input of shape (batch,
   * channels, ...).
   */
  private Optional<Shape> convolutionInput(SymbolNode node) {
    String layout = node.attributes().getOrDefault("layout", "None");
    if (!operators.of(node).equals("Convolution")
        || node.inputs().size() < 2
        || !(layout.equals("None") || layout.startsWith("NC"))) {
      return Optional.empty();
    }
    NodeOutput weight = node.inputs().get(1);
    ParameterArray array = parameters.get(graph.nodes().get(weight.node()).name());
    if (array == null || array.shape().rank() < 3) {
      return Optional.empty();
    }
    long groups;
    try {
      groups = Long.parseLong(node.attributes().getOrDefault("num_group", "1").strip());
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
    long[] dimensions = new long[array.shape().rank()];
    Arrays.fill(dimensions, Shape.UNKNOWN);
    dimensions[1] = array.shape().dimension(1) * groups;
    return dimensions[1] > 0 ? Optional.of(Shape.of(dimensions)) : Optional.empty();
  }
}
