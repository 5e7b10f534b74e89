package dev.weft.graph.read;

import dev.weft.format.SymbolNode;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.TopK;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Names of the outputs of a graph, as libmxnet lists them: that of a node, and behind it what its
 * operator calls the output ({@code FListOutputNames}), else {@code output}, with a number unless
 * it is the only one. Outputs that no graph can read count, too.
 */
final class OutputNames {
  private static final Map<String, List<String>> OWN = new HashMap<>();

  /** Operators that number their outputs even if only the first one can be read. */
  private static final Set<String> NUMBERED =
      Set.of(
          "SliceChannel",
          "split",
          "sort",
          "_npi_sort",
          "_contrib_box_nms",
          "_contrib_box_non_maximum_suppression",
          "_npx_box_nms",
          "_linalg_det",
          "linalg_det",
          "_npi_det");

  static {
    own(
        List.of("output", "mean", "var"),
        "BatchNorm",
        "BatchNorm_v1",
        "CuDNNBatchNorm",
        "_contrib_BatchNormWithReLU",
        "_contrib_SyncBatchNorm",
        "_npx_batch_norm");
    own(List.of("output", "mean", "std"), "LayerNorm", "_npx_layer_norm", "GroupNorm");
    own(List.of("output", "state_output", "statecell_output"), "RNN", "_npx_rnn");
    own(
        List.of("output", "score"),
        "Proposal",
        "MultiProposal",
        "_contrib_Proposal",
        "_contrib_MultiProposal");
    own(List.of("loss"), "make_loss");
    own(List.of("out"), "_npi_concatenate");
  }

  private OutputNames() {}

  private static void own(List<String> names, String... operators) {
    for (String operator : operators) {
      OWN.put(operator, names);
    }
  }

  /**
   * {@return the name of an output}
   *
   * @param node the node that makes it
   * @param op what makes the node's outputs
   * @param index which of them
   */
  static String of(SymbolNode node, Op op, int index) {
    List<String> own = OWN.getOrDefault(node.operator(), List.of());
    if (index < own.size()) {
      return node.name() + "_" + own.get(index);
    }
    boolean numbered =
        op.outputs() > 1
            || NUMBERED.contains(node.operator())
            || (op instanceof TopK top && top.result() == TopK.Result.VALUES);
    return node.name() + "_output" + (numbered ? Integer.toString(index) : "");
  }
}
