package dev.weft.graph.read;

import dev.weft.graph.op.BatchNorm;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Unary;
import dev.weft.graph.op.UnaryFunction;
import dev.weft.graph.read.OperatorTable.Entry;
import java.util.List;

/** Normalisations by statistics of the training data. */
final class BatchNormOperators {
  private static final List<String> STATISTICS =
      List.of("data", "gamma", "beta", "moving_mean", "moving_var");

  private BatchNormOperators() {}

  static void addTo(OperatorTable table) {
    table.add(
        List.of("BatchNorm", "BatchNorm_v1", "CuDNNBatchNorm", "_contrib_SyncBatchNorm"),
        new Entry(attributes -> STATISTICS, 2, BatchNormOperators::batchNorm));
    table.add(
        List.of("_contrib_BatchNormWithReLU"),
        Entry.chain(
            STATISTICS,
            2,
            attributes -> List.of(batchNorm(attributes), new Unary(UnaryFunction.RELU))));
  }

  private static Op batchNorm(Attributes attributes) {
    return new BatchNorm(
        attributes.smallInteger("axis", 1),
        attributes.real("eps", 1e-3),
        attributes.flag("fix_gamma", true),
        attributes.outputsUsed() > 1 ? 3 : 1);
  }
}
