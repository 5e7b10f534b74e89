package dev.weft.graph.pass;

import dev.weft.DataType;
import dev.weft.graph.Constant;
import dev.weft.graph.Graph;
import dev.weft.graph.Node;
import dev.weft.graph.ValueUses;
import dev.weft.graph.op.BatchNorm;
import dev.weft.graph.op.Convolution;
import dev.weft.graph.op.Deconvolution;
import dev.weft.graph.op.FullyConnected;
import dev.weft.graph.op.Op;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Multiplies the scale of a BatchNorm into the weight of the operator before it: with s = gamma /
 * √(variance + epsilon), the weight becomes s · weight and the bias s · (bias − mean) + beta.
 */
public final class BatchNormFolding implements GraphPass {
  /** Makes the pass. */
  public BatchNormFolding() {}

  @Override
  public String name() {
    return "BatchNorm folding";
  }

  @Override
  public Effect effect() {
    return Effect.FOLDS;
  }

  @Override
  public Graph apply(Graph graph) {
    ValueUses uses = graph.uses();
    // By identity: hashing operators is slow the first time.
    IdentityHashMap<Node, Node> folded = new IdentityHashMap<>();
    Set<Node> gone = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Node node : graph.nodes()) {
      if (node.op() instanceof BatchNorm norm && norm.outputs() == 1) {
        Node producer = foldableProducer(graph, uses, node, norm).orElse(null);
        if (producer != null) {
          folded.put(producer, node);
          gone.add(node);
        }
      }
    }
    Rewrite rewrite = new Rewrite(graph);
    for (Node node : graph.nodes()) {
      Node norm = folded.get(node);
      if (norm != null) {
        rewrite.add(fold(graph, rewrite, node, norm));
      } else if (!gone.contains(node)) {
        rewrite.add(node);
      }
    }
    return rewrite.finish();
  }

  private static Optional<Node> foldableProducer(
      Graph graph, ValueUses uses, Node node, BatchNorm norm) {
    int data = node.inputs().get(0);
    Optional<Node> candidate = uses.producer(data);
    boolean folds =
        candidate.isPresent()
            && norm.axis() == 1
            && uses.hasOneConsumer(data)
            && weightAxis(candidate.get().op()) >= 0
            && areFloats(graph, node.inputs().subList(1, 5))
            && areFloats(
                graph, candidate.get().inputs().subList(1, candidate.get().inputs().size()));
    return folds ? candidate : Optional.empty();
  }

  private static boolean areFloats(Graph graph, List<Integer> values) {
    for (int value : values) {
      if (!isFloat(graph, value)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFloat(Graph graph, int value) {
    Optional<Constant> constant = graph.constant(value);
    return constant.isPresent() && constant.get().type().dataType() == DataType.FLOAT32;
  }

  /** Returns the axis of a weight along which the output channels lie, or −1. */
  private static int weightAxis(Op op) {
    if (op instanceof Convolution || (op instanceof FullyConnected dense && dense.flattens())) {
      return 0;
    }
    return op instanceof Deconvolution deconvolution && deconvolution.groups() == 1 ? 1 : -1;
  }

  private static Node fold(Graph graph, Rewrite rewrite, Node node, Node norm) {
    BatchNorm op = (BatchNorm) norm.op();
    float[] gamma = floats(graph, norm.inputs().get(1));
    float[] beta = floats(graph, norm.inputs().get(2));
    float[] mean = floats(graph, norm.inputs().get(3));
    float[] variance = floats(graph, norm.inputs().get(4));
    float[] bias =
        node.inputs().size() > 2 ? floats(graph, node.inputs().get(2)) : new float[mean.length];
    float[] scale = new float[mean.length];
    float[] shift = new float[mean.length];
    for (int i = 0; i < scale.length; i++) {
      double factor = (op.fixedGamma() ? 1 : gamma[i]) / Math.sqrt(variance[i] + op.epsilon());
      scale[i] = (float) factor;
      shift[i] = (float) (factor * ((double) bias[i] - mean[i]) + beta[i]);
    }
    Constant weight = graph.constant(node.inputs().get(1)).orElseThrow();
    int scaled = rewrite.constant(new ScaledConstant(weight, weightAxis(node.op()), scale));
    int shifted = rewrite.constant(new ComputedConstant(norm.name() + " folded", shift));
    return new Node(
        node.name(),
        biased(node.op()),
        List.of(node.inputs().get(0), scaled, shifted),
        norm.outputs());
  }

  private static float[] floats(Graph graph, int value) {
    return ComputedConstant.floats(graph.constant(value).orElseThrow());
  }

  private static Op biased(Op op) {
    if (op instanceof Convolution convolution) {
      return new Convolution(
          convolution.window(), convolution.filters(), convolution.groups(), true);
    }
    if (op instanceof Deconvolution deconvolution) {
      return new Deconvolution(
          deconvolution.window(),
          deconvolution.adj(),
          deconvolution.targetShape(),
          deconvolution.filters(),
          deconvolution.groups(),
          true);
    }
    FullyConnected dense = (FullyConnected) op;
    return new FullyConnected(dense.hidden(), true, dense.flattens());
  }
}
