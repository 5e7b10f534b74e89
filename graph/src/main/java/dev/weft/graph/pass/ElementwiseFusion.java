package dev.weft.graph.pass;

import dev.weft.graph.Graph;
import dev.weft.graph.Node;
import dev.weft.graph.ShapeInference;
import dev.weft.graph.ValueType;
import dev.weft.graph.ValueUses;
import dev.weft.graph.op.Binary;
import dev.weft.graph.op.BinaryFunction;
import dev.weft.graph.op.PostOp;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lets chains of elementwise operators be one pass over memory: functions of one element, with or
 * without a number, and functions of two values of one shape, whose results only the next of the
 * chain reads. Values of single or half precision only. Operators that broadcast stay, since shapes
 * are not known before a call.
 */
public final class ElementwiseFusion implements GraphPass {
  private static final int MAX_POST_OPS = 8;
  private static final Set<BinaryFunction> COMMUTATIVE =
      EnumSet.of(
          BinaryFunction.ADD,
          BinaryFunction.MULTIPLY,
          BinaryFunction.MAXIMUM,
          BinaryFunction.MINIMUM);
  private static final Set<BinaryFunction> ORDERED =
      EnumSet.of(BinaryFunction.SUBTRACT, BinaryFunction.DIVIDE);

  /** Makes the pass. */
  public ElementwiseFusion() {}

  @Override
  public String name() {
    return "elementwise fusion";
  }

  @Override
  public Effect effect() {
    return Effect.FUSES;
  }

  @Override
  public Graph apply(Graph graph) {
    ValueUses uses = graph.uses();
    List<ValueType> types = ShapeInference.infer(graph, Map.of());
    FusedChains chains = new FusedChains();
    for (Node node : graph.nodes()) {
      if (!chains.hold(node) && isElementwise(node, types)) {
        chains.add(node, chain(uses, types, chains, node));
      }
    }
    return chains.rewritten(graph);
  }

  private static List<FusedChains.Link> chain(
      ValueUses uses, List<ValueType> types, FusedChains chains, Node base) {
    List<FusedChains.Link> chain = new ArrayList<>();
    int value = base.outputs().get(0);
    while (chain.size() < MAX_POST_OPS && uses.hasOneConsumer(value)) {
      Node next = uses.consumers(value).get(0);
      Optional<FusedChains.Link> link =
          chains.hold(next) || !isElementwise(next, types) ? Optional.empty() : link(next, value);
      if (link.isEmpty()) {
        return chain;
      }
      chain.add(link.get());
      value = next.outputs().get(0);
    }
    return chain;
  }

  private static boolean isElementwise(Node node, List<ValueType> types) {
    boolean known =
        PostOpFusion.isElementwise(node.op())
            || (node.op() instanceof Binary binary
                && !binary.broadcasts()
                && (COMMUTATIVE.contains(binary.function())
                    || ORDERED.contains(binary.function())));
    return known
        && Stream.concat(node.inputs().stream(), node.outputs().stream())
            .allMatch(value -> types.get(value).isFloat());
  }

  private static Optional<FusedChains.Link> link(Node node, int value) {
    if (!(node.op() instanceof Binary binary)) {
      return Optional.of(new FusedChains.Link(node, new PostOp.Elementwise(node.op()), List.of()));
    }
    boolean first = node.inputs().get(0) == value;
    return first || COMMUTATIVE.contains(binary.function())
        ? Optional.of(
            new FusedChains.Link(
                node,
                new PostOp.Combination(binary.function()),
                List.of(node.inputs().get(first ? 1 : 0))))
        : Optional.empty();
  }
}
