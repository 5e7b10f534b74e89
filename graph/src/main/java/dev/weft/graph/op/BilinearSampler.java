package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Data (batch, channels, height, width) interpolated at points (batch, 2, rows, columns), as {@link
 * GridGenerator} makes them; what lies beyond the borders counts as 0.
 */
public record BilinearSampler() implements Op {
  @Override
  public String operator() {
    return "BilinearSampler";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape any = Dimensions.ofRank(4);
    Shape data = Dimensions.merge(inputs.get(0).shape(), any);
    Shape grid = Dimensions.merge(inputs.get(1).shape(), Dimensions.with(any, 1, 2));
    long batch =
        Dimensions.merge(Shape.of(data.dimension(0)), Shape.of(grid.dimension(0))).dimension(0);
    return List.of(
        inputs
            .get(0)
            .withShape(Shape.of(batch, data.dimension(1), grid.dimension(2), grid.dimension(3))));
  }
}
