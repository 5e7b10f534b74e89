package dev.weft.graph.read;

import dev.weft.graph.op.Op;
import dev.weft.graph.op.PositionSensitivePooling;
import dev.weft.graph.op.PositionSensitivePooling.Sampling;
import dev.weft.graph.read.OperatorTable.Entry;
import java.util.List;
import java.util.Optional;

/** Pooling of regions whose cells read channels of their own. */
final class PositionSensitiveOperators {
  private static final List<String> REGIONS = List.of("data", "rois");

  private PositionSensitiveOperators() {}

  static void addTo(OperatorTable table) {
    table.add(
        List.of("_contrib_PSROIPooling"),
        REGIONS,
        attributes -> pooling(attributes, Optional.empty()));
    table.add(
        List.of("_contrib_DeformablePSROIPooling"),
        new Entry(
            attributes -> isShifted(attributes) ? List.of("data", "rois", "trans") : REGIONS,
            0,
            PositionSensitiveOperators::deformable));
  }

  private static boolean isShifted(Attributes attributes) {
    return !attributes.flag("no_trans", false);
  }

  private static Op deformable(Attributes attributes) {
    int parts = attributes.smallInteger("part_size", 0);
    Sampling sampling =
        new Sampling(
            parts == 0 ? attributes.requiredSmallInteger("pooled_size") : parts,
            attributes.smallInteger("sample_per_part", 1),
            attributes.real("trans_std", 0),
            isShifted(attributes));
    return pooling(attributes, Optional.of(sampling));
  }

  private static Op pooling(Attributes attributes, Optional<Sampling> sampling) {
    int size = attributes.requiredSmallInteger("pooled_size");
    int groups = attributes.smallInteger("group_size", 0);
    attributes.required("spatial_scale");
    return new PositionSensitivePooling(
        size,
        attributes.requiredSmallInteger("output_dim"),
        groups == 0 ? size : groups,
        attributes.real("spatial_scale", 0),
        sampling);
  }
}
