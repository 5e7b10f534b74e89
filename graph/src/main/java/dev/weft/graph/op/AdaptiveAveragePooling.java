package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Means over windows of images (batch, channels, height, width), as many as are wanted; the windows
 * cover the image evenly.
 *
 * @param height the number of windows along the height
 * @param width the number of windows along the width
 */
public record AdaptiveAveragePooling(long height, long width) implements Op {
  private static final int RANK = 4;

  /**
   * Checks the numbers.
   *
   * @param height the number of windows along the height
   * @param width the number of windows along the width
   */
  public AdaptiveAveragePooling {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "output_size is " + height + " times " + width + ", expected numbers of at least 1");
    }
  }

  @Override
  public String operator() {
    return "_contrib_AdaptiveAvgPooling2D";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    Shape output =
        Dimensions.requireRank("data", data, RANK, RANK) ? data : Dimensions.ofRank(RANK);
    output = Dimensions.with(Dimensions.with(output, 2, height), 3, width);
    return List.of(inputs.get(0).withShape(output));
  }
}
