package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;

/**
 * Writes the elements of the output in order, each read from the place in the input that its
 * indices tell: an offset, and a distance for each axis of the output. Elements of any type.
 */
public final class StridedCopy implements Kernel {
  private final int[] dimensions;
  private final int[] strides;
  private final int offset;

  /**
   * Makes a kernel.
   *
   * @param output the shape of the output
   * @param strides the distance in the input for each axis of the output, in elements
   * @param offset where in the input the first element is
   */
  public StridedCopy(Shape output, long[] strides, long offset) {
    this.dimensions = new int[output.rank()];
    this.strides = new int[output.rank()];
    this.offset = Math.toIntExact(offset);
    for (int axis = 0; axis < dimensions.length; axis++) {
      dimensions[axis] = Math.toIntExact(output.dimension(axis));
      this.strides[axis] = Math.toIntExact(strides[axis]);
    }
  }

  /**
   * {@return a kernel that puts axes into another order}
   *
   * @param input the shape of the input
   * @param order the axis of the input that each axis of the output is
   */
  public static Kernel transpose(Shape input, int... order) {
    long[] own = rowMajor(input);
    long[] dimensions = new long[order.length];
    long[] strides = new long[order.length];
    for (int axis = 0; axis < order.length; axis++) {
      dimensions[axis] = input.dimension(order[axis]);
      strides[axis] = own[order[axis]];
    }
    return new StridedCopy(Shape.of(dimensions), strides, 0);
  }

  /**
   * {@return the distances of neighbours in row-major order}
   *
   * @param shape a known shape
   */
  public static long[] rowMajor(Shape shape) {
    long[] strides = new long[shape.rank()];
    long stride = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape.dimension(axis);
    }
    return strides;
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int elementBytes = outputs[0].type().byteSize();
    if (dimensions.length == 0) {
      outputs[0].bytes().put(0, inputs[0].bytes(), offset * elementBytes, elementBytes);
    } else if (elementBytes == Integer.BYTES) {
      words(inputs[0].ints(), outputs[0].ints(), 0, offset, 0);
    } else {
      bytes(inputs[0].bytes(), outputs[0].bytes(), elementBytes, 0, offset, 0);
    }
  }

  private int words(IntBuffer from, IntBuffer to, int axis, int source, int next) {
    int size = dimensions[axis];
    int stride = strides[axis];
    int index = next;
    if (axis == dimensions.length - 1) {
      if (stride == 1) {
        to.put(index, from, source, size);
        return index + size;
      }
      for (int i = 0, at = source; i < size; i++, at += stride) {
        to.put(index++, from.get(at));
      }
      return index;
    }
    for (int i = 0, at = source; i < size; i++, at += stride) {
      index = words(from, to, axis + 1, at, index);
    }
    return index;
  }

  private int bytes(
      ByteBuffer from, ByteBuffer to, int elementBytes, int axis, int source, int next) {
    int index = next;
    for (int i = 0, at = source; i < dimensions[axis]; i++, at += strides[axis]) {
      if (axis == dimensions.length - 1) {
        to.put(index * elementBytes, from, at * elementBytes, elementBytes);
        index++;
      } else {
        index = bytes(from, to, elementBytes, axis + 1, at, index);
      }
    }
    return index;
  }
}
