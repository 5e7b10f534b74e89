package dev.weft.backend.onednn.lower;

import dev.weft.backend.onednn.plan.PlanBuilder;
import dev.weft.graph.Graph;
import dev.weft.graph.Node;
import dev.weft.graph.op.Fused;
import dev.weft.graph.op.LossOutput;
import dev.weft.graph.op.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How each operator becomes steps. Thread-safe. A family of operators is added when an operator is
 * not among those before it, so that a program starts with what its model needs.
 */
public final class LoweringTable {
  private static final LoweringTable STANDARD = new LoweringTable();

  private final Map<Class<? extends Op>, Lowering<?>> lowerings = new HashMap<>();
  private int families;

  private LoweringTable() {}

  /** {@return the table of all operators that this backend computes} */
  public static LoweringTable ofAll() {
    return STANDARD;
  }

  /**
   * {@return whether an operator can be computed}
   *
   * @param op the operator
   */
  public boolean supports(Op op) {
    if (op instanceof LossOutput loss) {
      return supports(loss.prediction());
    }
    return op instanceof Fused fused ? supports(fused.base()) : find(op.getClass()) != null;
  }

  /**
   * Adds the steps of all nodes to a plan.
   *
   * @param graph the graph
   * @param plan the plan
   */
  public void lower(Graph graph, PlanBuilder plan) {
    for (Node node : graph.nodes()) {
      plan.begin(node);
      lower(predicting(node), plan);
      plan.end(node);
    }
  }

  /** Returns what is left of a loss at inference. */
  private static Node predicting(Node node) {
    return node.op() instanceof LossOutput loss
        ? new Node(node.name(), loss.prediction(), List.of(node.inputs().get(0)), node.outputs())
        : node;
  }

  @SuppressWarnings("unchecked") // add() lets no other lowering stand for a class of operators
  private void lower(Node node, PlanBuilder plan) {
    Lowering<Op> lowering =
        (Lowering<Op>) Objects.requireNonNull(find(node.op().getClass()), node::toString);
    lowering.lower(node.op(), new NodeContext(plan, node));
  }

  <O extends Op> void add(Class<O> type, Lowering<O> lowering) {
    if (lowerings.put(type, lowering) != null) {
      throw new IllegalStateException(type + " is in the table twice");
    }
  }

  private synchronized @Nullable Lowering<?> find(Class<? extends Op> type) {
    Lowering<?> lowering = lowerings.get(type);
    while (lowering == null && addNextFamily()) {
      lowering = lowerings.get(type);
    }
    return lowering;
  }

  /** Adds the next family; false after the last. One that fails halfway leaves an empty table. */
  private boolean addNextFamily() {
    boolean complete = false;
    try {
      boolean added = addFamily(families);
      families += added ? 1 : 0;
      complete = true;
      return added;
    } finally {
      if (!complete) {
        lowerings.clear();
        families = 0;
      }
    }
  }

  /** Adds a family; false if there is none of that number. Common ones come first. */
  private boolean addFamily(int number) {
    switch (number) {
      case 0 -> ConvolutionLowering.addTo(this);
      case 1 -> PoolingLowering.addTo(this);
      case 2 -> BatchNormLowering.addTo(this);
      case 3 -> ElementwiseLowering.addTo(this);
      case 4 -> DenseLowering.addTo(this);
      case 5 -> ShapeLowering.addTo(this);
      case 6 -> SoftmaxLowering.addTo(this);
      case 7 -> ActivationLowering.addTo(this);
      case 8 -> NormalizationLowering.addTo(this);
      case 9 -> MatrixLowering.addTo(this);
      case 10 -> ReductionLowering.addTo(this);
      case 11 -> SelectionLowering.addTo(this);
      case 12 -> IndexingLowering.addTo(this);
      case 13 -> FillLowering.addTo(this);
      case 14 -> ResizeLowering.addTo(this);
      case 15 -> SequenceLowering.addTo(this);
      case 16 -> OrderingLowering.addTo(this);
      case 17 -> RecurrentLowering.addTo(this);
      case 18 -> AttentionLowering.addTo(this);
      case 19 -> DetectionLowering.addTo(this);
      case 20 -> SamplingLowering.addTo(this);
      case 21 -> DeformableLowering.addTo(this);
      case 22 -> LinearAlgebraLowering.addTo(this);
      default -> {
        return false;
      }
    }
    return true;
  }
}
