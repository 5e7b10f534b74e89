package dev.weft.backend.cudnn.lower;

import dev.weft.backend.cudnn.plan.PlanBuilder;
import dev.weft.graph.Graph;
import dev.weft.graph.Node;
import dev.weft.graph.op.Fused;
import dev.weft.graph.op.LossOutput;
import dev.weft.graph.op.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** How each operator becomes steps. Immutable. */
public final class LoweringTable {
  private static final LoweringTable STANDARD = new LoweringTable();

  private final Map<Class<? extends Op>, Lowering<?>> lowerings = new HashMap<>();

  private LoweringTable() {
    ConvolutionLowering.addTo(this);
    DenseLowering.addTo(this);
    MatrixLowering.addTo(this);
    SoftmaxLowering.addTo(this);
    ElementwiseLowering.addTo(this);
    ShapeLowering.addTo(this);
    NormalizationLowering.addTo(this);
    MomentsLowering.addTo(this);
    PoolingLowering.addTo(this);
    ResizeLowering.addTo(this);
    SamplingLowering.addTo(this);
    DetectionLowering.addTo(this);
    ProposalLowering.addTo(this);
    RegionLowering.addTo(this);
    DeformableLowering.addTo(this);
    AttentionLowering.addTo(this);
    LinearAlgebraLowering.addTo(this);
    TriangleLowering.addTo(this);
    RecurrentLowering.addTo(this);
    ReductionLowering.addTo(this);
    FillLowering.addTo(this);
    SelectionLowering.addTo(this);
    IndexingLowering.addTo(this);
    SequenceLowering.addTo(this);
    OrderingLowering.addTo(this);
  }

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
    return op instanceof Fused fused ? supports(fused.base()) : knows(op.getClass());
  }

  /** Returns whether operators of a class are in the table. */
  boolean knows(Class<? extends Op> type) {
    return lowerings.containsKey(type);
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
        (Lowering<Op>) Objects.requireNonNull(lowerings.get(node.op().getClass()), node::toString);
    lowering.lower(node.op(), new NodeContext(plan, node));
  }

  <O extends Op> void add(Class<O> type, Lowering<O> lowering) {
    if (lowerings.put(type, lowering) != null) {
      throw new IllegalStateException(type + " is in the table twice");
    }
  }
}
