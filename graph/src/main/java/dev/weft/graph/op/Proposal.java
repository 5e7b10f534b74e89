package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Regions (count, 5) of images in which a region proposal network sees objects: which image, left,
 * top, right and bottom; and, if {@code givesScores}, their scores (count, 1). Inputs are the
 * probabilities (batch, 2 × anchors, height, width), background first, offsets of boxes (batch, 4 ×
 * anchors, height, width), and height, width and scale of the images (batch, 3).
 *
 * @param considered the number of boxes with the best scores that are looked at, or not positive
 *     for all
 * @param count the number of regions of an image; good ones repeat if there are fewer
 * @param overlap the part of their union that two regions may share
 * @param least the least width and height of a region, before scaling
 * @param scales sizes of anchors, in strides
 * @param ratios ratios of height to width
 * @param stride the size of an element of the map in the image
 * @param givesScores whether scores are an output
 * @param corners whether offsets are those of corners rather than of centre and size
 * @param severalImages whether there may be more than one image
 */
public record Proposal(
    int considered,
    int count,
    double overlap,
    int least,
    List<Double> scales,
    List<Double> ratios,
    int stride,
    boolean givesScores,
    boolean corners,
    boolean severalImages)
    implements Op {
  /**
   * Copies the lists.
   *
   * @param considered the number of boxes that are looked at
   * @param count the number of regions of an image
   * @param overlap the part of their union that two regions may share
   * @param least the least width and height of a region
   * @param scales sizes of anchors
   * @param ratios ratios of height to width
   * @param stride the size of an element of the map
   * @param givesScores whether scores are an output
   * @param corners whether offsets are those of corners
   * @param severalImages whether there may be more than one image
   */
  public Proposal {
    scales = List.copyOf(scales);
    ratios = List.copyOf(ratios);
    if (count < 1) {
      throw new IllegalArgumentException(
          "rpn_post_nms_top_n is " + count + ", expected at least 1");
    }
  }

  @Override
  public String operator() {
    return severalImages ? "_contrib_MultiProposal" : "_contrib_Proposal";
  }

  @Override
  public int outputs() {
    return givesScores ? 2 : 1;
  }

  /** {@return the number of anchors at each place} */
  public int anchors() {
    return scales.size() * ratios.size();
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape scores = inputs.get(0).shape();
    long batch = severalImages ? Shape.UNKNOWN : 1;
    if (Dimensions.requireRank("cls_prob", scores, 4, 4)) {
      Shape expected = Shape.of(batch, 2L * anchors(), Shape.UNKNOWN, Shape.UNKNOWN);
      batch = Dimensions.merge(scores, expected).dimension(0);
    }
    long regions = Dimensions.map(batch, images -> images * count);
    List<ValueType> types = new ArrayList<>();
    types.add(inputs.get(0).withShape(Shape.of(regions, 5)));
    if (givesScores) {
      types.add(inputs.get(0).withShape(Shape.of(regions, 1)));
    }
    return types;
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape scores = Dimensions.merge(inputs.get(0).shape(), Dimensions.ofRank(4));
    long batch = scores.dimension(0);
    Shape offsets = Shape.of(batch, 4L * anchors(), scores.dimension(2), scores.dimension(3));
    return List.of(scores, offsets, Shape.of(batch, 3));
  }
}
