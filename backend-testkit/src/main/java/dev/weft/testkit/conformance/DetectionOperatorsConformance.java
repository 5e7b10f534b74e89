package dev.weft.testkit.conformance;

import dev.weft.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Operators of object detectors give what the reference gives. */
public abstract class DetectionOperatorsConformance extends OperatorChecks {
  private static final double CLOSE = 1e-5;
  private static final double EXACT = 0;

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected DetectionOperatorsConformance(ConformanceSubject subject) {
    super(subject);
  }

  @Test
  void anchorsOfAFeatureMap() {
    Tensor data = values.normal(2, 3, 5, 7);
    agree("_contrib_MultiBoxPrior", Map.of(), CLOSE, data);
    Map<String, String> several =
        Map.of("sizes", "(0.2, 0.272)", "ratios", "(1.0, 2.0, 0.5)", "clip", "True");
    agree("_contrib_MultiBoxPrior", several, CLOSE, data);
    Map<String, String> placed = new HashMap<>(several);
    placed.put("clip", "False");
    placed.put("steps", "(0.1, 0.2)");
    placed.put("offsets", "(0.25, 0.75)");
    agree("_contrib_MultiBoxPrior", placed, CLOSE, data);
  }

  @Test
  void detectionsOfASingleShotDetector() {
    for (Map<String, String> attributes :
        List.of(
            Map.<String, String>of(),
            Map.of("threshold", "0.5", "clip", "False"),
            Map.of("nms_threshold", "0.3", "force_suppress", "True"),
            Map.of("nms_topk", "7", "variances", "(0.1, 0.2, 0.3, 0.4)"),
            Map.of("nms_threshold", "0"),
            Map.of("threshold", "2"))) {
      agree(
          "_contrib_MultiBoxDetection",
          attributes,
          CLOSE,
          values.uniform(0, 1, 2, 4, 30),
          values.uniform(-1, 1, 2, 120),
          boxes(1, 30, 4));
    }
  }

  @Test
  void overlappingBoxesAreLeftOut() {
    for (Map<String, String> attributes :
        List.of(
            Map.<String, String>of(),
            Map.of("overlap_thresh", "0.2", "valid_thresh", "0.3"),
            Map.of("topk", "5"),
            Map.of("topk", "0"),
            Map.of("id_index", "0", "overlap_thresh", "0.1"),
            Map.of("id_index", "0", "background_id", "1", "overlap_thresh", "0.1"),
            Map.of("id_index", "0", "force_suppress", "True", "overlap_thresh", "0.1"),
            Map.of("in_format", "center", "overlap_thresh", "0.4"),
            Map.of("in_format", "center", "out_format", "center", "overlap_thresh", "0.4"),
            Map.of("out_format", "center"),
            Map.of("coord_start", "0", "score_index", "4", "id_index", "5"),
            Map.of("valid_thresh", "5"))) {
      agree("_contrib_box_nms", attributes, CLOSE, detections(2, 20));
      agree("_contrib_box_nms", attributes, CLOSE, detections(2, 3, 9));
      agree("_contrib_box_nms", attributes, CLOSE, detections(15));
      agree("_contrib_box_nms", attributes, CLOSE, detections(1, 1));
    }
  }

  @Test
  void overlapsAndDecodedBoxes() {
    for (String format : List.of("corner", "center")) {
      Map<String, String> attributes = Map.of("format", format);
      agree("_contrib_box_iou", attributes, CLOSE, boxes(2, 5, 4), boxes(3, 4));
      agree("_contrib_box_iou", attributes, CLOSE, boxes(5, 4), boxes(1, 3, 4));
      Map<String, String> scaled =
          Map.of("format", format, "std0", "0.1", "std1", "0.2", "std2", "0.3", "clip", "0.2");
      agree("_contrib_box_decode", attributes, CLOSE, values.normal(3, 6, 4), boxes(1, 6, 4));
      agree("_contrib_box_decode", scaled, CLOSE, values.normal(2, 6, 4), boxes(1, 6, 4));
    }
  }

  @Test
  void regionsAreBroughtToOneSize() {
    Tensor data = values.normal(2, 8, 9, 11);
    Tensor regions = regions(7, 2);
    for (String scale : List.of("1.0", "0.5", "0.0625")) {
      for (String size : List.of("(2, 2)", "(4, 2)", "(7, 7)")) {
        Map<String, String> attributes = Map.of("pooled_size", size, "spatial_scale", scale);
        agree("ROIPooling", attributes, EXACT, data, regions);
        agree("_contrib_ROIAlign", attributes, CLOSE, data, regions);
        Map<String, String> sampled = new HashMap<>(attributes);
        sampled.put("sample_ratio", "2");
        agree("_contrib_ROIAlign", sampled, CLOSE, data, regions);
        sampled.put("aligned", "True");
        agree("_contrib_ROIAlign", sampled, CLOSE, data, regions);
      }
      Map<String, String> positions =
          Map.of("pooled_size", "(2, 2)", "spatial_scale", scale, "position_sensitive", "True");
      agree("_contrib_ROIAlign", positions, CLOSE, data, regions);
    }
  }

  @Test
  void regionsAreProposed() {
    Map<String, String> small =
        Map.of("rpn_post_nms_top_n", "20", "scales", "(2, 4)", "rpn_min_size", "4");
    Map<String, String> scored = new HashMap<>(small);
    scored.put("output_score", "True");
    scored.put("rpn_pre_nms_top_n", "50");
    scored.put("threshold", "0.5");
    Map<String, String> corners = new HashMap<>(small);
    corners.put("iou_loss", "True");
    corners.put("feature_stride", "8");
    for (int images = 1; images <= 2; images++) {
      String operator = images == 1 ? "_contrib_Proposal" : "_contrib_MultiProposal";
      Tensor scores = values.uniform(0, 1, images, 12, 6, 5);
      Tensor offsets = values.uniform(-0.5, 0.5, images, 24, 6, 5);
      float[] sizes = {96, 80, 1, 80, 75, 1.5f};
      Tensor info = Tensor.of(Arrays.copyOf(sizes, images * 3), images, 3);
      agree(operator, small, CLOSE, scores, offsets, info);
      of(operator, scored, scores, offsets, info).withOutputs(2).agrees(CLOSE);
      sizes[0] = 48;
      sizes[1] = 40;
      sizes[3] = 40;
      sizes[4] = 37;
      Tensor smaller = Tensor.of(Arrays.copyOf(sizes, images * 3), images, 3);
      agree(operator, corners, CLOSE, scores, offsets, smaller);
    }
  }

  /** Boxes whose last coordinates are greater than the first, within an image of size 1. */
  private Tensor boxes(long... shape) {
    float[] numbers = values.uniform(0, 0.5, shape).toFloatArray();
    for (int i = 0; i < numbers.length; i += 4) {
      numbers[i + 2] += numbers[i];
      numbers[i + 3] += numbers[i + 1];
    }
    return Tensor.of(numbers, shape);
  }

  /** Boxes (..., 6) with a class of 0 to 2 and a score, of which many are equal. */
  private Tensor detections(long... shape) {
    long[] wide = Arrays.copyOf(shape, shape.length + 1);
    wide[shape.length] = 6;
    float[] numbers = values.uniform(0, 1, wide).toFloatArray();
    for (int i = 0; i < numbers.length; i += 6) {
      numbers[i] = (float) Math.floor(3 * numbers[i]);
      numbers[i + 1] = (float) (Math.floor(10 * numbers[i + 1]) / 10);
      numbers[i + 4] += numbers[i + 2];
      numbers[i + 5] += numbers[i + 3];
    }
    return Tensor.of(numbers, wide);
  }

  private Tensor regions(int count, int maps) {
    float[] numbers = values.uniform(0, 12, count, 5).toFloatArray();
    for (int i = 0; i < count; i++) {
      numbers[i * 5] = i % maps;
      numbers[i * 5 + 3] += numbers[i * 5 + 1];
      numbers[i * 5 + 4] += numbers[i * 5 + 2];
    }
    return Tensor.of(numbers, count, 5);
  }

  private void agree(
      String operator, Map<String, String> attributes, double tolerance, Tensor... inputs) {
    of(operator, attributes, inputs).agrees(tolerance);
  }
}
