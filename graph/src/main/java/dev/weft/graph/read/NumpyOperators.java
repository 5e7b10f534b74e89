package dev.weft.graph.read;

import static java.util.Map.entry;

import dev.weft.DataType;
import dev.weft.graph.op.Binary;
import dev.weft.graph.op.BinaryFunction;
import dev.weft.graph.op.Cast;
import dev.weft.graph.op.Concat;
import dev.weft.graph.op.Identity;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Reduction;
import dev.weft.graph.op.Reduction.Function;
import dev.weft.graph.op.Reshape;
import dev.weft.graph.op.Stack;
import dev.weft.graph.op.Transpose;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Operators of MXNet's NumPy interface: those that are older ones by another name, and those whose
 * attributes mean something else.
 */
final class NumpyOperators {
  private static final List<String> DATA = List.of("a");

  private static final Map<String, String> OTHER_NAMES =
      Map.ofEntries(
          entry("_np_repeat", "repeat"),
          entry("_npi_cast", "Cast"),
          entry("_npi_clip", "clip"),
          entry("_npi_expand_dims", "expand_dims"),
          entry("_npi_full", "_full"),
          entry("_npi_hypot_scalar", "_hypot_scalar"),
          entry("_npi_maximum", "broadcast_maximum"),
          entry("_npi_maximum_scalar", "_maximum_scalar"),
          entry("_npi_minimum", "broadcast_minimum"),
          entry("_npi_minimum_scalar", "_minimum_scalar"),
          entry("_npi_slice", "slice"),
          entry("_npi_split", "_split_v2"),
          entry("_npi_swapaxes", "SwapAxis"),
          entry("_npi_take", "take"),
          entry("_npi_tile", "tile"),
          entry("_npx_activation", "Activation"),
          entry("_npx_arange_like", "_contrib_arange_like"),
          entry("_npx_batch_flatten", "Flatten"),
          entry("_npx_batch_norm", "BatchNorm"),
          entry("_npx_cast", "Cast"),
          entry("_npx_convolution", "Convolution"),
          entry("_npx_deconvolution", "Deconvolution"),
          entry("_npx_dropout", "Dropout"),
          entry("_npx_erf", "erf"),
          entry("_npx_erfinv", "erfinv"),
          entry("_npx_fully_connected", "FullyConnected"),
          entry("_npx_gamma", "gamma"),
          entry("_npx_gammaln", "gammaln"),
          entry("_npx_leaky_relu", "LeakyReLU"),
          entry("_npx_pooling", "Pooling"),
          entry("_npx_relu", "relu"),
          entry("_npx_reshape_like", "reshape_like"),
          entry("_npx_shape_array", "shape_array"),
          entry("_npx_sigmoid", "sigmoid"),
          entry("_npx_slice", "slice"),
          entry("_npx_smooth_l1", "smooth_l1"));

  private static final Map<Function, List<String>> REDUCTIONS =
      Map.of(
          Function.SUM, List.of("_np_sum"),
          Function.MEAN, List.of("_npi_mean"),
          Function.MAX, List.of("_np_max", "_np_amax"),
          Function.MIN, List.of("_np_min", "_np_amin"),
          Function.PROD, List.of("_np_prod", "_np_product"));

  /** What codes of a new shape are called by the older operator. */
  private static final Map<Long, Long> RESHAPE_CODES =
      Map.of(-2L, 0L, -4L, -2L, -5L, -3L, -6L, -4L);

  private NumpyOperators() {}

  /** Adds operators to a table that has the older ones. */
  static void addTo(OperatorTable table) {
    OTHER_NAMES.forEach((name, older) -> table.add(List.of(name), table.find(older).orElseThrow()));
    Map.of(
            "_npi_add", BinaryFunction.ADD,
            "_npi_subtract", BinaryFunction.SUBTRACT,
            "_npi_multiply", BinaryFunction.MULTIPLY)
        .forEach(
            (name, function) ->
                table.add(
                    List.of(name), List.of("lhs", "rhs"), each -> new Binary(function, true)));
    REDUCTIONS.forEach(
        (function, names) -> table.add(names, DATA, each -> reduction(each, function)));
    table.add(List.of("_np_copy"), DATA, each -> new Identity("_np_copy"));
    table.add(List.of("_np_transpose"), DATA, each -> new Transpose(each.axes("axes")));
    table.add(
        List.of("_np_squeeze"), DATA, each -> new Reshape("_np_squeeze", SqueezeRule.of(each)));
    table.add(List.of("_np_reshape"), DATA, each -> reshape(each, Map.of()));
    table.add(List.of("_npx_reshape", "_npi_reshape"), DATA, each -> reshape(each, RESHAPE_CODES));
    table.addVariadic(List.of("_npi_concatenate"), each -> new Concat(joinedAxis(each)));
    table.addVariadic(List.of("_npi_stack"), each -> new Stack(each.smallInteger("axis", 0)));
  }

  private static int joinedAxis(Attributes attributes) {
    if (attributes.isNone("axis")) {
      throw attributes.unexpected("axis", "None", "an axis");
    }
    return attributes.smallInteger("axis", 0);
  }

  private static Op reduction(Attributes attributes, Function function) {
    boolean keeps = attributes.flag("keepdims", false);
    Optional<DataType> dataType =
        attributes.text("dtype").map(name -> attributes.dataType("dtype", DataType.FLOAT32));
    requireNone(attributes, "initial");
    if (namesNoAxis(attributes)) {
      return unreduced(attributes, function, dataType);
    }
    if (attributes.text("axis").isEmpty() && !keeps) {
      throw attributes.unexpected("axis", "None", "axes: a value without dimensions is not read");
    }
    return new Reduction(
        function, attributes.axes("axis"), keeps, false, dataType, function == Function.MEAN);
  }

  private static void requireNone(Attributes attributes, String name) {
    attributes
        .text(name)
        .ifPresent(
            value -> {
              throw attributes.unexpected(name, value, "None");
            });
  }

  /** An empty tuple of axes means none of them here, and all of them elsewhere. */
  private static boolean namesNoAxis(Attributes attributes) {
    return attributes.text("axis").isPresent() && attributes.axes("axis").isEmpty();
  }

  private static Op unreduced(
      Attributes attributes, Function function, Optional<DataType> dataType) {
    if (dataType.isPresent()) {
      return new Cast(dataType.get());
    }
    if (function == Function.MEAN) {
      throw attributes.unexpected("axis", "()", "axes, or a type beside it");
    }
    return new Identity("_np_" + function.name().toLowerCase(Locale.ROOT));
  }

  private static Op reshape(Attributes attributes, Map<Long, Long> codes) {
    String text = attributes.required("newshape");
    List<Long> shape = new ArrayList<>();
    for (long size : attributes.integers("newshape").orElse(List.of())) {
      if (size == 0 || (size < -1 && !codes.containsKey(size))) {
        throw attributes.unexpected(
            "newshape", text, "sizes of at least 1, -1 or one of " + codes.keySet());
      }
      shape.add(codes.getOrDefault(size, size));
    }
    boolean reversed = !codes.isEmpty() && attributes.flag("reverse", false);
    return new Reshape("_np_reshape", new ReshapeRule(shape, reversed));
  }
}
