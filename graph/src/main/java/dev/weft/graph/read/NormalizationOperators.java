package dev.weft.graph.read;

import dev.weft.graph.op.BatchNorm;
import dev.weft.graph.op.Op;
import dev.weft.graph.read.OperatorTable.Entry;
import java.util.List;

/** Normalisations. */
final class NormalizationOperators {
  private static final List<String> STATISTICS =
      List.of("data", "gamma", "beta", "moving_mean", "moving_var");

  private NormalizationOperators() {}

  static void addTo(OperatorTable table) {
    table.add(
        List.of("BatchNorm", "BatchNorm_v1", "CuDNNBatchNorm", "_contrib_SyncBatchNorm"),
        new Entry(attributes -> STATISTICS, 2, NormalizationOperators::batchNorm));
  }

  private static Op batchNorm(Attributes attributes) {
    return new BatchNorm(
        attributes.smallInteger("axis", 1),
        attributes.real("eps", 1e-3),
        attributes.flag("fix_gamma", true),
        attributes.outputsUsed() > 1 ? 3 : 1);
  }
}
