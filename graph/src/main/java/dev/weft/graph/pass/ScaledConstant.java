package dev.weft.graph.pass;

import dev.weft.Shape;
import dev.weft.graph.Constant;
import dev.weft.graph.ValueType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * A constant of single precision whose slices along an axis are multiplied, each with its factor,
 * when it is read.
 */
final class ScaledConstant implements Constant {
  private static final int BLOCK = 16 << 10;

  private final Constant base;
  private final int axis;
  private final float[] factors;

  /**
   * Makes a constant.
   *
   * @param factors a factor for each index of the axis
   */
  ScaledConstant(Constant base, int axis, float[] factors) {
    this.base = base;
    this.axis = axis;
    this.factors = factors;
  }

  @Override
  public String name() {
    return base.name() + " scaled";
  }

  @Override
  public ValueType type() {
    return base.type();
  }

  @Override
  public void read(ByteBuffer target) {
    int end = target.limit();
    target.limit(target.position() + Math.toIntExact(byteSize()));
    read(0, target);
    target.limit(end);
  }

  @Override
  public void read(long offset, ByteBuffer target) {
    FloatBuffer floats =
        target
            .slice(target.position(), target.remaining())
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    base.read(offset, target);
    Shape shape = type().shape();
    long slice = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      slice *= shape.dimension(i);
    }
    float[] block = new float[(int) Math.min(BLOCK, slice)];
    long first = offset / Float.BYTES;
    for (int from = 0; from < floats.capacity(); ) {
      long at = first + from;
      long left = Math.min(slice - at % slice, floats.capacity() - from);
      int count = (int) Math.min(left, block.length);
      scale(floats, from, count, factors[(int) (at / slice % factors.length)], block);
      from += count;
    }
  }

  /** Goes through an array, where the loop is compiled to vector instructions. */
  private static void scale(FloatBuffer floats, int from, int count, float factor, float[] block) {
    floats.get(from, block, 0, count);
    for (int i = 0; i < count; i++) {
      block[i] *= factor;
    }
    floats.put(from, block, 0, count);
  }
}
