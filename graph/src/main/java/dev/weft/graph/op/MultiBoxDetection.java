package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Detections (batch, anchors, 6) of a single-shot detector: class, score, left, top, right and
 * bottom, of which a class of -1 says that there is none. Inputs are the probabilities of classes
 * (batch, classes, anchors), the first of which is the background, offsets of boxes (batch, anchors
 * × 4), and the anchors (1, anchors, 4).
 *
 * @param clips whether boxes are cut at the borders of the image
 * @param threshold the least score
 * @param overlap boxes that overlap a better one by as much of their union are left out; none are
 *     if it is not greater than 0 or greater than 1
 * @param acrossClasses whether the better one may be of another class
 * @param variances factors of offsets
 * @param most the number of boxes with the best scores that are looked at, or not positive for all
 */
public record MultiBoxDetection(
    boolean clips,
    double threshold,
    double overlap,
    boolean acrossClasses,
    List<Double> variances,
    int most)
    implements Op {
  /**
   * Copies and checks the list.
   *
   * @param clips whether boxes are cut
   * @param threshold the least score
   * @param overlap the greatest overlap
   * @param acrossClasses whether boxes of other classes count
   * @param variances factors of offsets
   * @param most the number of boxes that are looked at
   */
  public MultiBoxDetection {
    variances = List.copyOf(variances);
    if (variances.size() != 4) {
      throw new IllegalArgumentException("variances are " + variances + ", expected four");
    }
  }

  @Override
  public String operator() {
    return "_contrib_MultiBoxDetection";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape scores = inputs.get(0).shape();
    Shape anchors = inputs.get(2).shape();
    long batch = Shape.UNKNOWN;
    long count = Shape.UNKNOWN;
    if (Dimensions.requireRank("cls_prob", scores, 3, 3)) {
      batch = scores.dimension(0);
      count = scores.dimension(2);
    }
    if (Dimensions.requireRank("anchor", anchors, 3, 3)) {
      count = Dimensions.merge(Shape.of(count), Shape.of(anchors.dimension(1))).dimension(0);
      Dimensions.merge(anchors, Shape.of(anchors.dimension(0), count, 4));
    }
    if (Dimensions.requireRank("loc_pred", inputs.get(1).shape(), 2, 2)) {
      long offsets = Dimensions.map(count, known -> known * 4);
      Dimensions.merge(inputs.get(1).shape(), Shape.of(batch, offsets));
    }
    return List.of(inputs.get(0).withShape(Shape.of(batch, count, 6)));
  }
}
