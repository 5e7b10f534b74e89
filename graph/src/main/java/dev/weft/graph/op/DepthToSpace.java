package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Channels of images (batch, channels, height, width) laid out as blocks of pixels, or blocks of
 * pixels as channels: channel (i · block + j) · channels + c of the deep form is pixel (i, j) of
 * the blocks of channel c, as MXNet's {@code depth_to_space} defines it.
 *
 * @param block the extent of a block
 * @param inverse whether blocks of pixels become channels
 */
public record DepthToSpace(long block, boolean inverse) implements Op {
  private static final int RANK = 4;

  /**
   * Checks the extent.
   *
   * @param block the extent of a block
   * @param inverse whether blocks of pixels become channels
   */
  public DepthToSpace {
    if (block < 1) {
      throw new IllegalArgumentException("block_size is " + block + ", expected at least 1");
    }
  }

  @Override
  public String operator() {
    return inverse ? "space_to_depth" : "depth_to_space";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    return List.of(inputs.get(0).withShape(resized(inputs.get(0).shape(), inverse)));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return List.of(resized(outputs.get(0).shape(), !inverse));
  }

  private Shape resized(Shape shape, boolean deepens) {
    if (!Dimensions.requireRank("data", shape, RANK, RANK)) {
      return Dimensions.ofRank(RANK);
    }
    Shape resized = Dimensions.with(shape, 1, scaled(shape, 1, block * block, deepens));
    resized = Dimensions.with(resized, 2, scaled(shape, 2, block, !deepens));
    return Dimensions.with(resized, 3, scaled(shape, 3, block, !deepens));
  }

  private static long scaled(Shape shape, int axis, long factor, boolean grows) {
    long size = shape.dimension(axis);
    if (!grows && size != Shape.UNKNOWN && size % factor != 0) {
      throw new IllegalArgumentException(
          "axis " + axis + " of data of shape " + shape + " is no multiple of " + factor);
    }
    return Dimensions.map(size, known -> grows ? known * factor : known / factor);
  }
}
