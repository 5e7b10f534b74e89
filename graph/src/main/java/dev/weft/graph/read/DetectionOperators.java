package dev.weft.graph.read;

import dev.weft.graph.op.BipartiteMatching;
import dev.weft.graph.op.BoxDecode;
import dev.weft.graph.op.BoxIou;
import dev.weft.graph.op.BoxNms;
import dev.weft.graph.op.MultiBoxDetection;
import dev.weft.graph.op.MultiBoxPrior;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Proposal;
import dev.weft.graph.op.RoiPooling;
import java.util.List;
import java.util.Map;

/** Operators of object detectors: anchors, boxes and regions. */
final class DetectionOperators {
  private static final Map<String, Boolean> CENTRES = Map.of("corner", false, "center", true);

  private DetectionOperators() {}

  static void addTo(OperatorTable table) {
    table.add(
        List.of("_contrib_MultiBoxPrior", "MultiBoxPrior", "_npx_multibox_prior"),
        List.of("data"),
        DetectionOperators::prior);
    table.add(
        List.of("_contrib_MultiBoxDetection", "MultiBoxDetection", "_npx_multibox_detection"),
        List.of("cls_prob", "loc_pred", "anchor"),
        DetectionOperators::detection);
    table.add(
        List.of("_contrib_box_nms", "_contrib_box_non_maximum_suppression", "_npx_box_nms"),
        List.of("data"),
        DetectionOperators::suppression);
    table.add(
        List.of("_contrib_box_iou"),
        List.of("lhs", "rhs"),
        attributes -> new BoxIou(attributes.choice("format", "corner", CENTRES)));
    table.add(
        List.of("_contrib_box_decode"), List.of("data", "anchors"), DetectionOperators::decoding);
    table.add(
        List.of("ROIPooling", "_npx_roi_pooling"),
        List.of("data", "rois"),
        attributes -> pooling(attributes, new RoiPooling.Greatest()));
    table.add(
        List.of("_contrib_ROIAlign", "_npx_roi_align"),
        List.of("data", "rois"),
        attributes ->
            pooling(
                attributes,
                new RoiPooling.Interpolated(
                    attributes.smallInteger("sample_ratio", -1),
                    attributes.flag("position_sensitive", false),
                    attributes.flag("aligned", false))));
    table.add(
        List.of("_contrib_bipartite_matching"),
        List.of("data"),
        attributes ->
            new BipartiteMatching(
                attributes.flag("is_ascend", false),
                attributes.real("threshold", 0),
                attributes.smallInteger("topk", -1)));
    PositionSensitiveOperators.addTo(table);
    addProposal(table, "Proposal", false);
    addProposal(table, "MultiProposal", true);
  }

  private static void addProposal(OperatorTable table, String name, boolean severalImages) {
    table.add(
        List.of("_contrib_" + name, name),
        List.of("cls_prob", "bbox_pred", "im_info"),
        attributes ->
            new Proposal(
                attributes.smallInteger("rpn_pre_nms_top_n", 6000),
                attributes.smallInteger("rpn_post_nms_top_n", 300),
                attributes.real("threshold", 0.7),
                attributes.smallInteger("rpn_min_size", 16),
                attributes.reals("scales").orElse(List.of(4.0, 8.0, 16.0, 32.0)),
                attributes.reals("ratios").orElse(List.of(0.5, 1.0, 2.0)),
                attributes.smallInteger("feature_stride", 16),
                attributes.flag("output_score", false),
                attributes.flag("iou_loss", false),
                severalImages));
  }

  private static Op prior(Attributes attributes) {
    return new MultiBoxPrior(
        attributes.reals("sizes").orElse(List.of(1.0)),
        attributes.reals("ratios").orElse(List.of(1.0)),
        attributes.flag("clip", false),
        attributes.reals("steps").orElse(List.of(-1.0, -1.0)),
        attributes.reals("offsets").orElse(List.of(0.5, 0.5)));
  }

  private static Op detection(Attributes attributes) {
    return new MultiBoxDetection(
        attributes.flag("clip", true),
        attributes.real("threshold", 0.01),
        attributes.real("nms_threshold", 0.5),
        attributes.flag("force_suppress", false),
        attributes.reals("variances").orElse(List.of(0.1, 0.1, 0.2, 0.2)),
        attributes.smallInteger("nms_topk", -1));
  }

  private static Op suppression(Attributes attributes) {
    return new BoxNms(
        attributes.real("overlap_thresh", 0.5),
        attributes.real("valid_thresh", 0),
        attributes.smallInteger("topk", -1),
        attributes.smallInteger("coord_start", 2),
        attributes.smallInteger("score_index", 1),
        attributes.smallInteger("id_index", -1),
        attributes.smallInteger("background_id", -1),
        attributes.flag("force_suppress", false),
        attributes.choice("in_format", "corner", CENTRES),
        attributes.choice("out_format", "corner", CENTRES));
  }

  private static Op decoding(Attributes attributes) {
    return new BoxDecode(
        List.of(
            attributes.real("std0", 1),
            attributes.real("std1", 1),
            attributes.real("std2", 1),
            attributes.real("std3", 1)),
        attributes.real("clip", -1),
        attributes.choice("format", "center", CENTRES));
  }

  private static Op pooling(Attributes attributes, RoiPooling.Sampling sampling) {
    String text = attributes.required("pooled_size");
    List<Integer> size = attributes.axes("pooled_size");
    if (size.size() != 2) {
      throw attributes.unexpected("pooled_size", text, "a height and a width");
    }
    attributes.required("spatial_scale");
    return new RoiPooling(size.get(0), size.get(1), attributes.real("spatial_scale", 0), sampling);
  }
}
