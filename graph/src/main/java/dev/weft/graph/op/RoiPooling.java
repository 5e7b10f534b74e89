package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Regions of feature maps (batch, channels, height, width) brought to one size. Regions, a second
 * input, are (regions, 5): which map, then left, top, right and bottom in the image.
 *
 * @param height the height of the output
 * @param width the width of the output
 * @param scale the size of the map relative to the image
 * @param sampling how elements are found
 */
public record RoiPooling(int height, int width, double scale, Sampling sampling) implements Op {

  /** How elements of a region are found. */
  public sealed interface Sampling {}

  /** The greatest element of each cell, whose borders are rounded. */
  public record Greatest() implements Sampling {}

  /**
   * The mean of points that are interpolated between elements.
   *
   * @param ratio the number of points of a cell along each axis, or not positive for about one for
   *     each element
   * @param byPosition whether each cell has channels of its own
   * @param aligned whether coordinates are of centres of elements
   */
  public record Interpolated(int ratio, boolean byPosition, boolean aligned) implements Sampling {}

  /**
   * Checks the size.
   *
   * @param height the height of the output
   * @param width the width of the output
   * @param scale the size of the map relative to the image
   * @param sampling how elements are found
   */
  public RoiPooling {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "pooled_size is (" + height + ", " + width + "), expected at least 1 each");
    }
  }

  @Override
  public String operator() {
    return sampling instanceof Greatest ? "ROIPooling" : "_contrib_ROIAlign";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    Shape regions = inputs.get(1).shape();
    long channels = Dimensions.requireRank("data", data, 4, 4) ? data.dimension(1) : Shape.UNKNOWN;
    if (sampling instanceof Interpolated points && points.byPosition()) {
      if (channels != Shape.UNKNOWN && channels % ((long) height * width) != 0) {
        throw new IllegalArgumentException(
            "data have " + channels + " channels, expected a multiple of " + height * width);
      }
      channels = Dimensions.map(channels, count -> count / ((long) height * width));
    }
    Dimensions.merge(regions, Shape.of(Shape.UNKNOWN, 5));
    long count = regions.isRankKnown() ? regions.dimension(0) : Shape.UNKNOWN;
    return List.of(inputs.get(0).withShape(Shape.of(count, channels, height, width)));
  }
}
