package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Data (batch, channels, height, width) interpolated where affine matrices (batch, 6) map a regular
 * grid to.
 *
 * @param height the height of the grid
 * @param width the width of the grid
 */
public record SpatialTransformer(long height, long width) implements Op {
  @Override
  public String operator() {
    return "SpatialTransformer";
  }

  /** {@return what maps the grid} */
  public GridGenerator grid() {
    return new GridGenerator(false, height, width);
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    ValueType points = grid().infer(List.of(inputs.get(1))).get(0);
    return new BilinearSampler().infer(List.of(inputs.get(0), points));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape data = Dimensions.merge(inputs.get(0).shape(), Dimensions.ofRank(4));
    return List.of(data, Shape.of(data.dimension(0), 6));
  }
}
