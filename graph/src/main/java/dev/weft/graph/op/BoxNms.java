package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Boxes (..., boxes, elements) from best to worst without those that overlap a better one; the rest
 * of the output is -1.
 *
 * @param overlap the part of their union that two boxes may share
 * @param valid boxes with a score that is not greater are left out
 * @param most the number of best boxes that are looked at, or negative for all
 * @param coordinates where a box's four coordinates begin
 * @param score where its score is
 * @param category where its class is, or negative if it has none
 * @param background the class of boxes that are left out
 * @param acrossCategories whether a better box of another class counts
 * @param centresIn whether coordinates are those of the centre, width and height rather than left,
 *     top, right and bottom
 * @param centresOut whether coordinates of the output are
 */
public record BoxNms(
    double overlap,
    double valid,
    int most,
    int coordinates,
    int score,
    int category,
    int background,
    boolean acrossCategories,
    boolean centresIn,
    boolean centresOut)
    implements Op {
  @Override
  public String operator() {
    return "_contrib_box_nms";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    if (Dimensions.requireRank("data", data, 2, 32)) {
      requireWithin("coord_start", coordinates, data.dimension(data.rank() - 1), 4);
      requireWithin("score_index", score, data.dimension(data.rank() - 1), 1);
      if (category >= 0) {
        requireWithin("id_index", category, data.dimension(data.rank() - 1), 1);
      }
    }
    return List.of(inputs.get(0));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return List.of(Dimensions.merge(inputs.get(0).shape(), outputs.get(0).shape()));
  }

  private static void requireWithin(String what, int index, long width, int count) {
    if (index < 0 || (width != Shape.UNKNOWN && index + count > width)) {
      throw new IllegalArgumentException(
          what + " is " + index + ", expected 0 to " + (width - count));
    }
  }
}
