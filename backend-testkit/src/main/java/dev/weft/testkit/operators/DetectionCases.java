package dev.weft.testkit.operators;

import java.util.stream.Stream;

/** Anchors, regions, and boxes that are kept or dropped. */
final class DetectionCases {

  private DetectionCases() {}

  static Stream<OperatorCase> all() {
    return Stream.of(
            priors(),
            detections(),
            suppression(),
            boxes(),
            pooledRegions(),
            alignedRegions(),
            proposals())
        .flatMap(part -> part);
  }

  private static Stream<OperatorCase> priors() {
    return Stream.of(
        prior("(0.1)", "(1,2,0.5)", 5, 7).with("clip", true),
        prior("(0.2,0.276)", "(1,2,0.5,3,0.333333333333)", 3, 3).with("clip", true),
        prior("(0.92,1.01)", "(1,2,0.5)", 1, 1).with("clip", true),
        prior("(0.1,0.141421)", "(1,2,0.5)", 4, 6)
            .with("clip", false)
            .with("steps", "(-1.0, -1.0)"),
        prior("(0.37,0.44699)", "(1,2,0.5,3,0.333333333333)", 3, 5)
            .with("steps", "(0.25, 0.2)")
            .with("offsets", "(0.3, 0.6)"),
        OperatorCase.of("_contrib_MultiBoxPrior").input("data", Fill.normal(), 2, 3, 2, 3),
        old(prior("(0.2,0.276)", "(1,2,0.5,3,0.333333333333)", 3, 3).with("clip", true)),
        old(prior("(0.1)", "(1,2,0.5)", 5, 7).with("clip", true)));
  }

  /** The name from before the operator came to MXNet itself. */
  private static OperatorCase old(OperatorCase one) {
    String name = one.operator().replace("_contrib_", "");
    return one.named(name).expectedOf(one, "libmxnet has it as " + one.operator());
  }

  private static OperatorCase prior(String sizes, String ratios, int height, int width) {
    return OperatorCase.of("_contrib_MultiBoxPrior")
        .with("sizes", sizes)
        .with("ratios", ratios)
        .input("data", Fill.normal(), 1, 8, height, width);
  }

  private static OperatorCase detection(int batch, int classes, int anchors) {
    return OperatorCase.of("_contrib_MultiBoxDetection")
        .input("cls_prob", Fill.uniform(0, 1), batch, classes, anchors)
        .input("loc_pred", Fill.normal(0.5), batch, anchors * 4)
        .input("anchor", Boxes.corners(1), 1, anchors, 4);
  }

  private static Stream<OperatorCase> detections() {
    return Stream.of(
        detection(2, 4, 30)
            .with("force_suppress", false)
            .with("nms_threshold", 0.45)
            .with("nms_topk", 400)
            .with("variances", "(0.1, 0.1, 0.2, 0.2)"),
        detection(1, 2, 25),
        detection(1, 21, 40).with("nms_topk", 10).with("nms_threshold", 0.3),
        detection(2, 3, 20).with("force_suppress", true),
        detection(1, 3, 20).with("clip", false).with("threshold", 0.6),
        detection(1, 3, 20).with("background_id", 0).with("variances", "(0.2, 0.2, 0.1, 0.1)"),
        detection(1, 3, 20).with("nms_threshold", 1.5),
        detection(1, 3, 1),
        old(detection(2, 4, 15)));
  }

  private static Stream<OperatorCase> suppression() {
    Stream<OperatorCase> saved =
        Stream.of("_contrib_box_nms", "_contrib_box_non_maximum_suppression")
            .flatMap(
                name ->
                    Stream.of(
                        OperatorCase.of(name)
                            .with("coord_start", 2)
                            .with("score_index", 1)
                            .with("id_index", 0)
                            .with("force_suppress", false)
                            .with("overlap_thresh", 0.45)
                            .with("topk", 400)
                            .with("valid_thresh", 0.01)
                            .input("data", Boxes.scored(3), 2, 30, 6),
                        OperatorCase.of(name)
                            .with("coord_start", 1)
                            .with("score_index", 0)
                            .with("id_index", -1)
                            .with("force_suppress", true)
                            .with("overlap_thresh", 0.7)
                            .with("topk", 6000)
                            .with("valid_thresh", "0.0001")
                            .input("data", Boxes.scoredAlone(), 2, 30, 5)));
    Choices choices = new Choices(17);
    Stream<OperatorCase> drawn =
        Choices.times(20)
            .mapToObj(
                number -> {
                  OperatorCase made =
                      OperatorCase.of("_contrib_box_nms")
                          .with("coord_start", 2)
                          .with("score_index", 1)
                          .with("id_index", choices.of(0, 0, -1))
                          .with("force_suppress", choices.coin())
                          .with("overlap_thresh", choices.of(0.3, 0.5, 0.7))
                          .with("topk", choices.of(-1, 5, 12, 200))
                          .with("valid_thresh", choices.of(0, 0.3))
                          .with("background_id", choices.of(-1, -1, 0));
                  return choices.oneIn(4)
                      ? made.input("data", Boxes.scored(4), 25, 6)
                      : made.input(
                          "data", Boxes.scored(4), choices.between(1, 3), choices.of(1, 9, 25), 6);
                });
    Stream<OperatorCase> formats =
        Stream.of(
            OperatorCase.of("_contrib_box_nms")
                .with("out_format", "center")
                .input("data", Boxes.scored(3), 1, 12, 6),
            OperatorCase.of("_contrib_box_nms")
                .with("in_format", "center")
                .with("out_format", "corner")
                .input("data", Boxes.scored(3), 1, 12, 6),
            OperatorCase.of("_contrib_box_nms")
                .with("overlap_thresh", 0.4)
                .input("data", Boxes.scored(3), 2, 2, 9, 8));
    return Stream.of(saved, drawn, formats).flatMap(part -> part);
  }

  private static Stream<OperatorCase> boxes() {
    Stream<OperatorCase> overlaps =
        Stream.of(
            OperatorCase.of("_contrib_box_iou")
                .with("format", "corner")
                .input("lhs", Boxes.corners(1), 7, 4)
                .input("rhs", Boxes.corners(1), 5, 4),
            OperatorCase.of("_contrib_box_iou")
                .with("format", "center")
                .input("lhs", Boxes.centres(1), 2, 3, 4)
                .input("rhs", Boxes.centres(1), 5, 4));
    Stream<OperatorCase> decoded =
        Stream.of(
            OperatorCase.of("_contrib_box_decode")
                .with("std0", 0.1)
                .with("std1", 0.1)
                .with("std2", 0.2)
                .with("std3", 0.2)
                .with("format", "corner")
                .input("data", Fill.normal(), 2, 9, 4)
                .input("anchors", Boxes.corners(100), 1, 9, 4),
            OperatorCase.of("_contrib_box_decode")
                .with("format", "center")
                .with("clip", 2.0)
                .input("data", Fill.normal(2), 1, 7, 4)
                .input("anchors", Boxes.centres(1), 1, 7, 4));
    OperatorCase matched =
        OperatorCase.of("_contrib_bipartite_matching")
            .with("threshold", "1e-12")
            .with("is_ascend", false)
            .outputs(2)
            .input("data", Fill.uniform(0, 1), 2, 5, 4)
            .exact();
    OperatorCase few =
        OperatorCase.of("_contrib_bipartite_matching")
            .with("threshold", 0.9)
            .with("is_ascend", true)
            .with("topk", 2)
            .outputs(2)
            .input("data", Fill.uniform(0, 1), 2, 3, 4, 6)
            .exact();
    return Stream.of(overlaps, decoded, Stream.of(matched, few)).flatMap(part -> part);
  }

  private static OperatorCase regions(String name, String size, double scale, int rois) {
    return OperatorCase.of(name)
        .with("pooled_size", size)
        .with("spatial_scale", scale)
        .input("data", Fill.normal(), 2, 3, 14, 18)
        .input("rois", Boxes.regions(2, 14 / scale), rois, 5);
  }

  private static Stream<OperatorCase> pooledRegions() {
    return Stream.of(
            regions("ROIPooling", "(7,7)", 0.0625, 6),
            regions("ROIPooling", "(2, 3)", 1, 5),
            regions("ROIPooling", "(1, 1)", 0.5, 3),
            regions("ROIPooling", "(14, 14)", 0.25, 1))
        .map(OperatorCase::exact);
  }

  private static Stream<OperatorCase> alignedRegions() {
    Stream<OperatorCase> plain =
        Stream.of(
            regions("_contrib_ROIAlign", "(14, 14)", 0.0625, 4).with("sample_ratio", 2),
            regions("_contrib_ROIAlign", "(7, 7)", 0.25, 5).with("sample_ratio", 2),
            regions("_contrib_ROIAlign", "(2, 3)", 1, 3),
            OperatorCase.of("_contrib_ROIAlign")
                .with("pooled_size", "(3, 2)")
                .with("spatial_scale", 1)
                .input("data", Fill.normal(), 1, 3, 9, 11)
                .input("rois", Fill.of(0, -200, -150, 300, 240, 0, 5, 4, 6, 400), 2, 5),
            regions("_contrib_ROIAlign", "(3, 3)", 0.5, 3).with("sample_ratio", 3),
            regions("_contrib_ROIAlign", "(7, 7)", 0.5, 12),
            regions("_contrib_ROIAlign", "(3, 3)", 0.5, 4).with("aligned", true),
            regions("_contrib_ROIAlign", "(5, 7)", 0.5, 20).with("aligned", true),
            regions("_contrib_ROIAlign", "(3, 3)", 0.5, 4)
                .with("aligned", true)
                .with("sample_ratio", 2));
    OperatorCase sensitive =
        OperatorCase.of("_contrib_ROIAlign")
            .with("pooled_size", "(2, 3)")
            .with("spatial_scale", 0.5)
            .with("position_sensitive", true)
            .input("data", Fill.normal(), 1, 12, 9, 9)
            .input("rois", Boxes.regions(1, 18), 3, 5);
    return Stream.concat(plain, Stream.of(sensitive));
  }

  private static OperatorCase proposal(String name, int batch, int anchors, String scales) {
    return OperatorCase.of(name)
        .with("scales", scales)
        .with("ratios", "(0.5, 1, 2)")
        .with("rpn_pre_nms_top_n", 200)
        .with("rpn_post_nms_top_n", 20)
        .with("feature_stride", 16)
        .input("cls_prob", Fill.uniform(0, 1), batch, 2 * anchors, 5, 6)
        .input("bbox_pred", Fill.normal(0.2), batch, 4 * anchors, 5, 6)
        .input("im_info", Fill.of(80, 96, 1), batch, 3);
  }

  private static Stream<OperatorCase> proposals() {
    return Stream.of("_contrib_Proposal", "_contrib_MultiProposal")
        .flatMap(
            name ->
                Stream.of(
                    proposal(name, 1, 12, "(4, 8, 16, 32)").with("threshold", 0.7),
                    proposal(name, 1, 6, "(1, 2)").with("rpn_min_size", 8).with("threshold", 0.5),
                    proposal(name, 1, 3, "(2,)").with("output_score", true).outputs(2),
                    proposal(name, 1, 3, "(2,)").with("rpn_pre_nms_top_n", 30),
                    proposal(name, 1, 3, "(2,)").with("iou_loss", true)));
  }
}
