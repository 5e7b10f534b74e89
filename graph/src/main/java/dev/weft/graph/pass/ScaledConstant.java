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
    FloatBuffer floats =
        target
            .slice(target.position(), Math.toIntExact(byteSize()))
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    base.read(target);
    Shape shape = type().shape();
    int slice = 1;
    for (int i = axis + 1; i < shape.rank(); i++) {
      slice *= (int) shape.dimension(i);
    }
    float[] block = new float[Math.min(BLOCK, slice)];
    int slices = slice == 0 ? 0 : floats.capacity() / slice;
    for (int i = 0; i < slices; i++) {
      float factor = factors[i % factors.length];
      for (int from = i * slice, left = slice; left > 0; ) {
        int count = Math.min(left, block.length);
        scale(floats, from, count, factor, block);
        from += count;
        left -= count;
      }
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
