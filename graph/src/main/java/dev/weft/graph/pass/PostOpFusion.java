package dev.weft.graph.pass;

import dev.weft.graph.Graph;
import dev.weft.graph.Node;
import dev.weft.graph.ValueUses;
import dev.weft.graph.op.Binary;
import dev.weft.graph.op.BinaryFunction;
import dev.weft.graph.op.Clip;
import dev.weft.graph.op.Convolution;
import dev.weft.graph.op.Deconvolution;
import dev.weft.graph.op.FullyConnected;
import dev.weft.graph.op.Fused;
import dev.weft.graph.op.LeakyRelu;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.PostOp;
import dev.weft.graph.op.Unary;
import dev.weft.graph.op.UnaryFunction;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lets operators that multiply with weights do what follows them before they store their result:
 * activations, and the sum with a value that was made before. The fused node takes the place of the
 * last node that it holds.
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
          UnaryFunction.SQUARE);

  private record Link(Node node, PostOp postOp, List<Integer> extraInputs) {}

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
    Set<Node> taken = new HashSet<>();
    Map<Node, Node> fusedAt = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (isBase(node.op()) && !taken.contains(node)) {
        List<Link> chain = chain(graph, uses, taken, node);
        if (!chain.isEmpty()) {
          taken.add(node);
          chain.forEach(link -> taken.add(link.node()));
          fusedAt.put(chain.get(chain.size() - 1).node(), fused(node, chain));
        }
      }
    }
    Rewrite rewrite = new Rewrite(graph);
    for (Node node : graph.nodes()) {
      Node fused = fusedAt.get(node);
      if (fused != null) {
        rewrite.add(fused);
      } else if (!taken.contains(node)) {
        rewrite.add(node);
      }
    }
    return rewrite.finish();
  }

  private static boolean isBase(Op op) {
    return op instanceof Convolution || op instanceof Deconvolution || op instanceof FullyConnected;
  }

  private static List<Link> chain(Graph graph, ValueUses uses, Set<Node> taken, Node base) {
    List<Link> chain = new ArrayList<>();
    int value = base.outputs().get(0);
    boolean summed = false;
    while (chain.size() < MAX_POST_OPS && uses.hasOneReader(value)) {
      Node next = uses.readers(value).get(0);
      Optional<Link> link = taken.contains(next) ? Optional.empty() : link(graph, next, value);
      boolean sum = link.isPresent() && link.get().postOp() instanceof PostOp.Sum;
      if (link.isEmpty() || (sum && (summed || !(base.op() instanceof Convolution)))) {
        return chain;
      }
      summed |= sum;
      chain.add(link.get());
      value = next.outputs().get(0);
    }
    return chain;
  }

  private static Optional<Link> link(Graph graph, Node node, int value) {
    boolean fusable =
        (node.op() instanceof Unary unary && FUNCTIONS.contains(unary.function()))
            || node.op() instanceof Clip
            || (node.op() instanceof LeakyRelu leaky
                && (leaky.kind() == LeakyRelu.Kind.LEAKY || leaky.kind() == LeakyRelu.Kind.ELU));
    if (fusable) {
      return Optional.of(new Link(node, new PostOp.Elementwise(node.op()), List.of()));
    }
    if (node.op() instanceof LeakyRelu leaky && leaky.kind() == LeakyRelu.Kind.PRELU) {
      int slopes = node.inputs().get(1);
      return node.inputs().get(0) == value && graph.constant(slopes).isPresent()
          ? Optional.of(new Link(node, new PostOp.Prelu(), List.of(slopes)))
          : Optional.empty();
    }
    if (node.op() instanceof Binary binary
        && binary.function() == BinaryFunction.ADD
        && !binary.broadcasts()) {
      int other = node.inputs().get(0) == value ? node.inputs().get(1) : node.inputs().get(0);
      return other == value || graph.constant(other).isPresent()
          ? Optional.empty()
          : Optional.of(new Link(node, new PostOp.Sum(), List.of(other)));
    }
    return Optional.empty();
  }

  private static Node fused(Node base, List<Link> chain) {
    List<Integer> inputs = new ArrayList<>(base.inputs());
    List<PostOp> postOps = new ArrayList<>();
    StringBuilder name = new StringBuilder(base.name());
    for (Link link : chain) {
      inputs.addAll(link.extraInputs());
      postOps.add(link.postOp());
      name.append('+').append(link.node().name());
    }
    return new Node(
        name.toString(),
        new Fused(base.op(), base.inputs().size(), postOps),
        inputs,
        chain.get(chain.size() - 1).node().outputs());
  }
}
