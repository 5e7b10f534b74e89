package dev.weft.graph.read;

import dev.weft.graph.op.GroupNorm;
import dev.weft.graph.op.L2Normalization;
import dev.weft.graph.op.LayerNorm;
import dev.weft.graph.op.LocalResponseNorm;
import dev.weft.graph.op.Op;
import java.util.List;
import java.util.Map;

/** Normalisations. */
final class NormalizationOperators {
  private static final List<String> SCALED = List.of("data", "gamma", "beta");

  private NormalizationOperators() {}

  static void addTo(OperatorTable table) {
    table.add(List.of("L2Normalization"), List.of("data"), NormalizationOperators::l2);
    table.add(List.of("LRN"), List.of("data"), NormalizationOperators::localResponse);
    table.add(
        List.of("LayerNorm", "_npx_layer_norm"),
        SCALED,
        attributes ->
            new LayerNorm(
                attributes.smallInteger("axis", -1),
                attributes.real("eps", 1e-5),
                momentsWanted(attributes)));
    table.add(
        List.of("GroupNorm"),
        SCALED,
        attributes ->
            new GroupNorm(
                attributes.integer("num_groups", 1),
                attributes.real("eps", 1e-5),
                momentsWanted(attributes)));
    table.add(
        List.of("InstanceNorm"),
        SCALED,
        attributes -> new GroupNorm(0, attributes.real("eps", 1e-3), 1));
  }

  private static int momentsWanted(Attributes attributes) {
    return attributes.flag("output_mean_var", false) ? 3 : 1;
  }

  private static Op l2(Attributes attributes) {
    L2Normalization.Mode mode =
        attributes.choice(
            "mode",
            "instance",
            Map.of(
                "instance", L2Normalization.Mode.INSTANCE,
                "channel", L2Normalization.Mode.CHANNEL,
                "spatial", L2Normalization.Mode.SPATIAL));
    return new L2Normalization(mode, attributes.real("eps", 1e-10));
  }

  private static Op localResponse(Attributes attributes) {
    return new LocalResponseNorm(
        attributes.requiredSmallInteger("nsize"),
        attributes.real("alpha", 1e-4),
        attributes.real("beta", 0.75),
        attributes.real("knorm", 2));
  }
}
