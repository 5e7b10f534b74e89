package dev.weft.backend.mxnet;

import dev.weft.format.NodeOutput;
import dev.weft.format.SymbolFile;
import dev.weft.format.SymbolNode;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps libmxnet 1.9 from computing a softmax over the last axis of data in oneDNN's blocked
 * layouts, which ends the process with SIGSEGV. Convolutions make such layouts, and many operators
 * hand them on.
 *
 * <p>A softmax with a temperature is not given to oneDNN ({@code SupportMKLDNNSoftmax} of
 * mkldnn_softmax.cc). The temperature that is set here is 1 for single-precision numbers.
 */
final class BlockedSoftmax {
  private static final Set<String> SOFTMAX = Set.of("softmax", "log_softmax");
  private static final Set<String> BLOCKING =
      Set.of("Convolution", "Deconvolution", "Pooling", "BatchNorm", "LRN");

  /** Operators whose outputs are in row-major order, whatever their inputs are. */
  private static final Set<String> PLAIN =
      Set.of(
          "FullyConnected",
          "Reshape",
          "_np_reshape",
          "_npx_reshape",
          "Flatten",
          "transpose",
          "SwapAxis",
          "dot",
          "batch_dot",
          "Embedding",
          "LayerNorm",
          "RNN");

  private static final String TEMPERATURE = "temperature";
  private static final String ALMOST_ONE = "1.0000000001";

  private BlockedSoftmax() {}

  /** Returns the graph's JSON with all such softmaxes kept from oneDNN. */
  static ByteBuffer avoidedIn(SymbolFile graph, OperatorNames operators) {
    boolean[] blocked = new boolean[graph.nodes().size()];
    Set<Integer> found = new HashSet<>();
    for (SymbolNode node : graph.nodes()) {
      String operator = operators.of(node);
      boolean reached = BLOCKING.contains(operator);
      for (NodeOutput input : node.inputs()) {
        reached |= blocked[input.node()];
      }
      blocked[node.id()] = reached && !PLAIN.contains(operator);
      String given = node.attributes().getOrDefault(TEMPERATURE, "None").strip();
      boolean unit = given.equals("None") || given.matches("1(\\.0*)?");
      if (reached && unit && SOFTMAX.contains(operator)) {
        found.add(node.id());
      }
    }
    return graph.jsonWith(found, TEMPERATURE, ALMOST_ONE);
  }
}
