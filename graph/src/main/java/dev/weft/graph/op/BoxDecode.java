package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Boxes (batch, boxes, 4), as left, top, right and bottom, from offsets of the same shape to
 * anchors (1, boxes, 4).
 *
 * @param factors factors of offsets
 * @param most the greatest logarithm of a factor of width and height, or not positive for any
 * @param centres whether anchors are centre, width and height rather than left, top, right and
 *     bottom
 */
public record BoxDecode(List<Double> factors, double most, boolean centres) implements Op {
  /**
   * Copies the list.
   *
   * @param factors factors of offsets
   * @param most the greatest logarithm
   * @param centres whether anchors are centre, width and height
   */
  public BoxDecode {
    factors = List.copyOf(factors);
  }

  @Override
  public String operator() {
    return "_contrib_box_decode";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape boxes = Shape.of(Shape.UNKNOWN, Shape.UNKNOWN, 4);
    Dimensions.merge(inputs.get(1).shape(), boxes);
    return List.of(inputs.get(0).withShape(Dimensions.merge(inputs.get(0).shape(), boxes)));
  }
}
