package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Images (batch, channels, height, width) whose pixels are repeated along both spatial axes. The
 * first is enlarged by the scale, all others to the size that this makes; they are put behind one
 * another along the channels, or added up.
 *
 * @param scale how many times a pixel of the first image is repeated along each axis
 * @param adds whether images are added up
 */
public record UpSampling(int scale, boolean adds) implements Op {
  private static final int RANK = 4;

  /**
   * Checks the scale.
   *
   * @param scale how many times a pixel is repeated along each axis
   * @param adds whether images are added up
   */
  public UpSampling {
    if (scale < 1) {
      throw new IllegalArgumentException("scale is " + scale + ", expected at least 1");
    }
  }

  @Override
  public String operator() {
    return "UpSampling";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    if (!Dimensions.requireRank("data", data, RANK, RANK)) {
      return List.of(inputs.get(0).withShape(Dimensions.ofRank(RANK)));
    }
    Shape output = data;
    for (int axis = 2; axis < RANK; axis++) {
      output =
          Dimensions.with(output, axis, Dimensions.map(data.dimension(axis), size -> size * scale));
    }
    for (int i = 1; i < inputs.size(); i++) {
      output = with(output, inputs.get(i).shape());
    }
    return List.of(inputs.get(0).withShape(output));
  }

  private Shape with(Shape output, Shape next) {
    if (!Dimensions.requireRank("data", next, RANK, RANK)) {
      return adds ? output : Dimensions.with(output, 1, Shape.UNKNOWN);
    }
    for (int axis = 2; axis < RANK; axis++) {
      long whole = output.dimension(axis);
      long part = next.dimension(axis);
      if (whole != Shape.UNKNOWN && part > 0 && whole % part != 0) {
        throw new IllegalArgumentException(
            "image of shape " + next + " cannot be enlarged to the size of " + output);
      }
    }
    long channels = next.dimension(1);
    if (adds) {
      return Dimensions.merge(output, Shape.of(-1, channels, -1, -1));
    }
    return Dimensions.with(
        output,
        1,
        channels == Shape.UNKNOWN
            ? Shape.UNKNOWN
            : Dimensions.map(output.dimension(1), sum -> sum + channels));
  }
}
