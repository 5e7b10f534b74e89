package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * Regions of feature maps (batch, channels, height, width) brought to one size, where each cell
 * reads channels of its own. Regions, a second input, are (regions, 5): which map, then left, top,
 * right and bottom in the image.
 *
 * <p>Sources: Dai et al., R-FCN: Object Detection via Region-based Fully Convolutional Networks,
 * 2016, and Deformable Convolutional Networks, 2017.
 *
 * @param size the height and width of the output
 * @param channels the number of output channels
 * @param groups the number of groups of cells along each axis, each with channels of its own
 * @param scale the size of the map relative to the image
 * @param sampling how points of a cell are sampled; empty for the mean of the elements in it
 */
public record PositionSensitivePooling(
    int size, int channels, int groups, double scale, Optional<Sampling> sampling) implements Op {

  /**
   * Points that are interpolated between elements, and shifted.
   *
   * @param parts the number of parts of a region along each axis that have shifts of their own
   * @param points the number of points of a cell along each axis
   * @param deviation what a shift is multiplied with
   * @param shifted whether a third input (regions, 2 · classes, parts, parts) has the shifts
   */
  public record Sampling(int parts, int points, double deviation, boolean shifted) {
    /**
     * Checks the numbers.
     *
     * @param parts the number of parts of a region along each axis
     * @param points the number of points of a cell along each axis
     * @param deviation what a shift is multiplied with
     * @param shifted whether there are shifts
     */
    public Sampling {
      if (parts < 1 || points < 1) {
        throw new IllegalArgumentException(
            "part_size is " + parts + " and sample_per_part " + points + ", expected at least 1");
      }
    }
  }

  /**
   * Checks the numbers.
   *
   * @param size the height and width of the output
   * @param channels the number of output channels
   * @param groups the number of groups of cells along each axis
   * @param scale the size of the map relative to the image
   * @param sampling how points of a cell are sampled, or empty
   */
  public PositionSensitivePooling {
    if (size < 1 || channels < 1 || groups < 1) {
      throw new IllegalArgumentException(
          "pooled_size is "
              + size
              + ", output_dim "
              + channels
              + " and group_size "
              + groups
              + ", expected at least 1 each");
    }
  }

  @Override
  public String operator() {
    return sampling.isEmpty() ? "_contrib_PSROIPooling" : "_contrib_DeformablePSROIPooling";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    long wanted = (long) channels * groups * groups;
    Shape maps = Shape.of(Shape.UNKNOWN, wanted, Shape.UNKNOWN, Shape.UNKNOWN);
    Dimensions.merge(inputs.get(0).shape(), maps);
    Shape regions = Dimensions.merge(inputs.get(1).shape(), Shape.of(Shape.UNKNOWN, 5));
    if (sampling.isPresent() && sampling.get().shifted()) {
      requireShifts(inputs.get(2).shape(), regions.dimension(0), sampling.get().parts());
    }
    return List.of(inputs.get(0).withShape(Shape.of(regions.dimension(0), channels, size, size)));
  }

  private void requireShifts(Shape shifts, long regions, int parts) {
    Shape known = Dimensions.merge(shifts, Shape.of(regions, Shape.UNKNOWN, parts, parts));
    long classes = known.dimension(1);
    if (classes != Shape.UNKNOWN
        && (classes < 2 || classes % 2 != 0 || channels % (classes / 2) != 0)) {
      throw new IllegalArgumentException(
          "shifts are of "
              + classes
              + " channels, expected two for each class, and classes that divide output_dim "
              + channels);
    }
  }
}
