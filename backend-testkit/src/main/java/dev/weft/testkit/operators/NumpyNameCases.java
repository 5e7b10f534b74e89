package dev.weft.testkit.operators;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Operators under the names that models of MXNet's NumPy interface have for them. */
final class NumpyNameCases {
  private static final int EACH = 6;

  private static final Map<String, String> NAMES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("_npi_argsort", "argsort"),
              Map.entry("_npi_gather_nd", "gather_nd"),
              Map.entry("_npi_sort", "sort"),
              Map.entry("_npx_batch_dot", "batch_dot"),
              Map.entry("_npx_embedding", "Embedding"),
              Map.entry("_npx_gather_nd", "gather_nd"),
              Map.entry("_npx_layer_norm", "LayerNorm"),
              Map.entry("_npx_log_softmax", "log_softmax"),
              Map.entry("_npx_multibox_detection", "_contrib_MultiBoxDetection"),
              Map.entry("_npx_multibox_prior", "_contrib_MultiBoxPrior"),
              Map.entry("_npx_one_hot", "one_hot"),
              Map.entry("_npx_pick", "pick"),
              Map.entry("_npx_rnn", "RNN"),
              Map.entry("_npx_roi_pooling", "ROIPooling"),
              Map.entry("_npx_sequence_mask", "SequenceMask"),
              Map.entry("_npx_softmax", "softmax"),
              Map.entry("_npx_topk", "topk")));

  private NumpyNameCases() {}

  static Stream<OperatorCase> all() {
    return NAMES.entrySet().stream()
        .flatMap(
            entry ->
                Stream.of(
                        SortingCases.all(),
                        IndexingCases.all(),
                        DenseCases.all(),
                        NormalisationCases.all(),
                        LossCases.all(),
                        DetectionCases.all(),
                        RecurrentCases.all(),
                        SequenceCases.all())
                    .flatMap(cases -> cases)
                    .filter(one -> one.operator().equals(entry.getValue()))
                    .limit(EACH)
                    .map(one -> one.named(entry.getKey())));
  }
}
