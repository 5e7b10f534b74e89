package dev.weft.testkit.operators;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Operators under the names that models of MXNet's NumPy interface have for them. */
final class NumpyNameCases {
  static final String FAMILY = "NumPy names";
  private static final int EACH = 6;

  private static final Map<String, String> NAMES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("_np_copy", "_copy"),
              Map.entry("_np_repeat", "repeat"),
              Map.entry("_np_transpose", "transpose"),
              Map.entry("_npi_add", "broadcast_add"),
              Map.entry("_npi_argsort", "argsort"),
              Map.entry("_npi_cast", "Cast"),
              Map.entry("_npi_clip", "clip"),
              Map.entry("_npi_expand_dims", "expand_dims"),
              Map.entry("_npi_full", "_full"),
              Map.entry("_npi_hypot_scalar", "_hypot_scalar"),
              Map.entry("_npi_maximum", "broadcast_maximum"),
              Map.entry("_npi_maximum_scalar", "_maximum_scalar"),
              Map.entry("_npi_minimum", "broadcast_minimum"),
              Map.entry("_npi_minimum_scalar", "_minimum_scalar"),
              Map.entry("_npi_multiply", "broadcast_mul"),
              Map.entry("_npi_slice", "slice"),
              Map.entry("_npi_split", "_split_v2"),
              Map.entry("_npi_stack", "stack"),
              Map.entry("_npi_subtract", "broadcast_sub"),
              Map.entry("_npi_swapaxes", "SwapAxis"),
              Map.entry("_npi_take", "take"),
              Map.entry("_npi_tile", "tile"),
              Map.entry("_npx_activation", "Activation"),
              Map.entry("_npx_arange_like", "_contrib_arange_like"),
              Map.entry("_npx_batch_flatten", "Flatten"),
              Map.entry("_npx_batch_norm", "BatchNorm"),
              Map.entry("_npx_cast", "Cast"),
              Map.entry("_npx_convolution", "Convolution"),
              Map.entry("_npx_deconvolution", "Deconvolution"),
              Map.entry("_npx_dropout", "Dropout"),
              Map.entry("_npx_erf", "erf"),
              Map.entry("_npx_erfinv", "erfinv"),
              Map.entry("_npx_fully_connected", "FullyConnected"),
              Map.entry("_npx_gamma", "gamma"),
              Map.entry("_npx_gammaln", "gammaln"),
              Map.entry("_npx_leaky_relu", "LeakyReLU"),
              Map.entry("_npx_pooling", "Pooling"),
              Map.entry("_npx_relu", "relu"),
              Map.entry("_npx_reshape_like", "reshape_like"),
              Map.entry("_npx_shape_array", "shape_array"),
              Map.entry("_npx_sigmoid", "sigmoid"),
              Map.entry("_npx_slice", "slice"),
              Map.entry("_npx_smooth_l1", "smooth_l1"),
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
    return Stream.concat(renamed(), NumpyAttributeCases.all());
  }

  private static Stream<OperatorCase> renamed() {
    Map<String, List<OperatorCase>> older =
        OperatorCatalogue.families().stream()
            .takeWhile(family -> !family.name().equals(FAMILY))
            .flatMap(OperatorFamily::cases)
            .filter(one -> NAMES.containsValue(one.operator()) && one.standIn() == null)
            .collect(Collectors.groupingBy(OperatorCase::operator));
    return NAMES.entrySet().stream()
        .flatMap(
            entry ->
                older.getOrDefault(entry.getValue(), List.of()).stream()
                    .limit(EACH)
                    .map(one -> one.named(entry.getKey())));
  }
}
