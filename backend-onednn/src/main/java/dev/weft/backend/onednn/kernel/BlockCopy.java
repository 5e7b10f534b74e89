package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** Copies between one value and its parts along an axis, elements of any type. */
public final class BlockCopy implements Kernel {
  private final boolean joins;
  private final int outer;
  private final int inner;
  private final long[] sizes;

  private BlockCopy(boolean joins, Shape whole, int axis, long[] sizes) {
    this.joins = joins;
    int before = 1;
    int after = 1;
    for (int i = 0; i < whole.rank(); i++) {
      before *= i < axis ? (int) whole.dimension(i) : 1;
      after *= i > axis ? (int) whole.dimension(i) : 1;
    }
    this.outer = before;
    this.inner = after;
    this.sizes = sizes.clone();
  }

  /**
   * {@return a kernel that puts its inputs behind one another}
   *
   * @param whole the shape of the result
   * @param axis the axis
   * @param sizes the size of each input along the axis
   */
  public static Kernel concat(Shape whole, int axis, long... sizes) {
    return new BlockCopy(true, whole, axis, sizes);
  }

  /**
   * {@return a kernel that cuts its input into equal parts}
   *
   * @param whole the shape of the input
   * @param axis the axis
   * @param parts the number of parts
   */
  public static Kernel split(Shape whole, int axis, int parts) {
    long[] sizes = new long[parts];
    Arrays.fill(sizes, whole.dimension(axis) / parts);
    return split(whole, axis, sizes);
  }

  /**
   * {@return a kernel that cuts its input into parts of given sizes}
   *
   * @param whole the shape of the input
   * @param axis the axis, from 0
   * @param sizes the sizes of the parts along it
   */
  public static Kernel split(Shape whole, int axis, long[] sizes) {
    return new BlockCopy(false, whole, axis, sizes);
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    ByteBuffer whole = (joins ? outputs[0] : inputs[0]).bytes();
    int elementBytes = (joins ? outputs[0] : inputs[0]).type().byteSize();
    int at = 0;
    for (int i = 0; i < outer; i++) {
      for (int part = 0; part < sizes.length; part++) {
        int count = (int) sizes[part] * inner * elementBytes;
        if (joins) {
          whole.put(at, inputs[part].bytes(), i * count, count);
        } else {
          outputs[part].bytes().put(i * count, whole, at, count);
        }
        at += count;
      }
    }
  }
}
