package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Points (batch, 2, height, width) to take from an image, x before y, from -1 at its first element
 * to 1 at its last: those that affine matrices (batch, 6) map a regular grid to, or elements moved
 * by a flow (batch, 2, height, width).
 *
 * @param isFlow whether data are a flow
 * @param height the height of the grid, if data are matrices
 * @param width the width of the grid
 */
public record GridGenerator(boolean isFlow, long height, long width) implements Op {
  /**
   * Checks the size.
   *
   * @param isFlow whether data are a flow
   * @param height the height of the grid
   * @param width the width of the grid
   */
  public GridGenerator {
    if (!isFlow && (height < 1 || width < 1)) {
      throw new IllegalArgumentException(
          "target_shape is (" + height + ", " + width + "), expected at least 1 each");
    }
  }

  @Override
  public String operator() {
    return "GridGenerator";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    if (isFlow) {
      return List.of(
          inputs
              .get(0)
              .withShape(
                  Dimensions.merge(
                      data, Shape.of(Shape.UNKNOWN, 2, Shape.UNKNOWN, Shape.UNKNOWN))));
    }
    long batch = Dimensions.merge(data, Shape.of(Shape.UNKNOWN, 6)).dimension(0);
    return List.of(inputs.get(0).withShape(Shape.of(batch, 2, height, width)));
  }
}
