package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * How patches of one feature map (batch, channels, height, width) resemble patches of another that
 * are displaced against them: an output channel for each displacement.
 *
 * <p>Source: Fischer et al., FlowNet: Learning Optical Flow with Convolutional Networks, 2015.
 *
 * @param kernel the size of a patch, an odd number
 * @param displacement the greatest displacement along each axis
 * @param stride the distance of patches in the first map
 * @param displacementStride the distance of displacements
 * @param pad the zeros around both maps
 * @param multiplies whether elements are multiplied, rather than their distance taken
 */
public record Correlation(
    int kernel, int displacement, int stride, int displacementStride, int pad, boolean multiplies)
    implements Op {
  private static final int LIMIT = 1 << 15;

  /**
   * Checks the numbers.
   *
   * @param kernel the size of a patch
   * @param displacement the greatest displacement
   * @param stride the distance of patches
   * @param displacementStride the distance of displacements
   * @param pad the zeros around both maps
   * @param multiplies whether elements are multiplied
   */
  public Correlation {
    require("kernel_size", kernel, 1);
    require("max_displacement", displacement, 0);
    require("stride1", stride, 1);
    require("stride2", displacementStride, 1);
    require("pad_size", pad, 0);
    if (kernel % 2 == 0) {
      throw new IllegalArgumentException("kernel_size is " + kernel + ", expected an odd number");
    }
  }

  private static void require(String name, int value, int least) {
    if (value < least || value > LIMIT) {
      throw new IllegalArgumentException(
          name + " is " + value + ", expected " + least + " to " + LIMIT);
    }
  }

  @Override
  public String operator() {
    return "Correlation";
  }

  /** {@return the number of displacements along each axis} */
  public int displacements() {
    return 2 * (displacement / displacementStride) + 1;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = Dimensions.merge(inputs.get(0).shape(), inputs.get(1).shape());
    long channels = (long) displacements() * displacements();
    if (!Dimensions.requireRank("data1", data, 4, 4)) {
      return List.of(inputs.get(0).withShape(Dimensions.with(Dimensions.ofRank(4), 1, channels)));
    }
    return List.of(
        inputs
            .get(0)
            .withShape(
                Shape.of(
                    data.dimension(0),
                    channels,
                    positions(data.dimension(2)),
                    positions(data.dimension(3)))));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape data = Dimensions.merge(inputs.get(0).shape(), inputs.get(1).shape());
    return List.of(data, data);
  }

  private long positions(long size) {
    return Dimensions.map(
        size,
        known -> {
          long room = known + 2L * pad - 2L * (displacement + kernel / 2);
          if (room < 1) {
            throw new IllegalArgumentException(
                "patches of "
                    + kernel
                    + " displaced by "
                    + displacement
                    + " do not fit into a dimension of "
                    + known
                    + " with padding "
                    + pad);
          }
          return (room + stride - 1) / stride;
        });
  }
}
