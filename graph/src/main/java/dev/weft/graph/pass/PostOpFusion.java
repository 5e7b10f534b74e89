package dev.weft.graph.pass;

import dev.weft.Shape;
import dev.weft.graph.Constant;
import dev.weft.graph.Graph;
import dev.weft.graph.Node;
import dev.weft.graph.ShapeInference;
import dev.weft.graph.ValueType;
import dev.weft.graph.ValueUses;
import dev.weft.graph.op.Binary;
import dev.weft.graph.op.BinaryFunction;
import dev.weft.graph.op.Clip;
import dev.weft.graph.op.Convolution;
import dev.weft.graph.op.Deconvolution;
import dev.weft.graph.op.FullyConnected;
import dev.weft.graph.op.HardSigmoid;
import dev.weft.graph.op.HardSwish;
import dev.weft.graph.op.LeakyRelu;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.PostOp;
import dev.weft.graph.op.Scalar;
import dev.weft.graph.op.Unary;
import dev.weft.graph.op.UnaryFunction;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets operators that multiply with weights, in single precision or less, do what follows them
 * before they store their result: activations, and the sum with a value that was made before. The
 * fused node takes the place of the last node that it holds.
 */
public final class PostOpFusion implements GraphPass {
  private static final int MAX_POST_OPS = 4;
  private static final Set<UnaryFunction> FUNCTIONS =
      EnumSet.of(
          UnaryFunction.RELU,
          UnaryFunction.SIGMOID,
          UnaryFunction.TANH,
          UnaryFunction.SOFTRELU,
          UnaryFunction.EXP,
          UnaryFunction.ABS,
          UnaryFunction.SQUARE,
          UnaryFunction.SWISH);
  private static final Set<BinaryFunction> WITH_NUMBERS =
      EnumSet.of(
          BinaryFunction.ADD,
          BinaryFunction.SUBTRACT,
          BinaryFunction.MULTIPLY,
          BinaryFunction.MAXIMUM,
          BinaryFunction.MINIMUM);

  /** The types of values; those of most weights are known without inferring any. */
  private static final class Types {
    private final Graph graph;
    private @Nullable List<ValueType> inferred;

    Types(Graph graph) {
      this.graph = graph;
    }

    ValueType of(int value) {
      Optional<Constant> constant = graph.constant(value);
      if (constant.isPresent()) {
        return constant.get().type();
      }
      List<ValueType> all = inferred;
      if (all == null) {
        all = ShapeInference.infer(graph, Map.of());
        inferred = all;
      }
      return all.get(value);
    }
  }

  /** Makes the pass. */
  public PostOpFusion() {}

  @Override
  public String name() {
    return "post-operation fusion";
  }

  @Override
  public Effect effect() {
    return Effect.FUSES;
  }

  @Override
  public Graph apply(Graph graph) {
    ValueUses uses = graph.uses();
    Types types = new Types(graph);
    FusedChains chains = new FusedChains();
    for (Node node : graph.nodes()) {
      if (isBase(node.op()) && types.of(node.inputs().get(1)).isFloat() && !chains.hold(node)) {
        chains.add(node, chain(graph, types, uses, chains, node));
      }
    }
    return chains.rewritten(graph);
  }

  private static boolean isBase(Op op) {
    return op instanceof Convolution || op instanceof Deconvolution || op instanceof FullyConnected;
  }

  private static List<FusedChains.Link> chain(
      Graph graph, Types types, ValueUses uses, FusedChains chains, Node base) {
    List<FusedChains.Link> chain = new ArrayList<>();
    int value = base.outputs().get(0);
    boolean summed = false;
    while (chain.size() < MAX_POST_OPS && uses.hasOneConsumer(value)) {
      Node next = uses.consumers(value).get(0);
      Optional<FusedChains.Link> link =
          chains.hold(next) ? Optional.empty() : link(graph, next, value);
      boolean sum = link.isPresent() && link.get().postOp() instanceof PostOp.Sum;
      if (link.isEmpty()
          || (sum && (summed || !(base.op() instanceof Convolution)))
          || (link.get().postOp() instanceof PostOp.Prelu
              && !(hasChannels(base.op()) && areOfChannels(next, types)))) {
        return chain;
      }
      summed |= sum;
      chain.add(link.get());
      value = next.outputs().get(0);
    }
    return chain;
  }

  /** Returns whether the second axis of the result is that of the filters, or of hidden units. */
  private static boolean hasChannels(Op base) {
    return !(base instanceof FullyConnected dense) || dense.flattens();
  }

  /** Returns whether a node has one slope, or one for each channel of whatever examples. */
  private static boolean areOfChannels(Node prelu, Types types) {
    Shape data = types.of(prelu.inputs().get(0)).shape();
    Shape slopes = types.of(prelu.inputs().get(1)).shape();
    if (!slopes.isKnown() || slopes.rank() > 2) {
      return false;
    }
    return slopes.elementCount() == 1
        || (data.isRankKnown()
            && data.rank() > 1
            && slopes.dimension(slopes.rank() - 1) == data.dimension(1)
            && slopes.elementCount() == data.dimension(1));
  }

  private static Optional<FusedChains.Link> link(Graph graph, Node node, int value) {
    if (isElementwise(node.op())) {
      return Optional.of(new FusedChains.Link(node, new PostOp.Elementwise(node.op()), List.of()));
    }
    if (node.op() instanceof LeakyRelu leaky && leaky.kind() == LeakyRelu.Kind.PRELU) {
      int slopes = node.inputs().get(1);
      return node.inputs().get(0) == value && graph.constant(slopes).isPresent()
          ? Optional.of(new FusedChains.Link(node, new PostOp.Prelu(), List.of(slopes)))
          : Optional.empty();
    }
    if (node.op() instanceof Binary binary
        && binary.function() == BinaryFunction.ADD
        && !binary.broadcasts()) {
      int other = node.inputs().get(0) == value ? node.inputs().get(1) : node.inputs().get(0);
      return other == value || graph.constant(other).isPresent()
          ? Optional.empty()
          : Optional.of(new FusedChains.Link(node, new PostOp.Sum(), List.of(other)));
    }
    return Optional.empty();
  }

  /** Returns whether an operator of one input can be done to the result of another. */
  static boolean isElementwise(Op op) {
    if (op instanceof LeakyRelu leaky) {
      return switch (leaky.kind()) {
        case LEAKY, ELU, GELU -> true;
        case SELU, PRELU -> false;
      };
    }
    return (op instanceof Clip clip && clip.isOrdered())
        || op instanceof HardSigmoid
        || op instanceof HardSwish
        || (op instanceof Unary unary && FUNCTIONS.contains(unary.function()))
        || (op instanceof Scalar scalar
            && WITH_NUMBERS.contains(scalar.function())
            && !Double.isNaN(scalar.scalar()));
  }
}
