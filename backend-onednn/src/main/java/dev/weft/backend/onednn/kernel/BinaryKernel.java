package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import dev.weft.graph.op.BinaryFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/** A function of the elements of two values, which are repeated along dimensions of size 1. */
public final class BinaryKernel implements Kernel {
  private final DoubleBinaryOperator numbers;
  private final @Nullable LongBinaryOperator integerFunction;
  private final int[] dimensions;
  private final int[] firstStrides;
  private final int[] secondStrides;

  /**
   * Makes a kernel.
   *
   * @param function the function
   * @param first the shape of the first value
   * @param second the shape of the second value
   * @param output the shape of the result
   */
  public BinaryKernel(BinaryFunction function, Shape first, Shape second, Shape output) {
    this(ScalarMath.of(function), IntegerMath.of(function), first, second, output);
  }

  /**
   * Makes a kernel of a function that double precision does for.
   *
   * @param numbers the function
   * @param first the shape of the first value
   * @param second the shape of the second value
   * @param output the shape of the result
   */
  public BinaryKernel(DoubleBinaryOperator numbers, Shape first, Shape second, Shape output) {
    this(numbers, null, first, second, output);
  }

  private BinaryKernel(
      DoubleBinaryOperator numbers,
      @Nullable LongBinaryOperator integerFunction,
      Shape first,
      Shape second,
      Shape output) {
    this.numbers = numbers;
    this.integerFunction = integerFunction;
    this.dimensions = new int[output.rank()];
    for (int axis = 0; axis < dimensions.length; axis++) {
      dimensions[axis] = (int) output.dimension(axis);
    }
    this.firstStrides = strides(first, output.rank());
    this.secondStrides = strides(second, output.rank());
  }

  private static int[] strides(Shape shape, int rank) {
    int[] strides = new int[rank];
    int stride = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      int size = (int) shape.dimension(axis);
      strides[rank - shape.rank() + axis] = size == 1 ? 0 : stride;
      stride *= size;
    }
    return strides;
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    boolean exact =
        inputs[0].type().isInteger()
            && inputs[1].type().isInteger()
            && outputs[0].type().isInteger();
    walk(inputs, outputs[0], exact ? integerFunction : null, 0, 0, 0, 0);
  }

  /** Goes through one axis and those behind it; returns the next index of the result. */
  private int walk(
      Elements[] in,
      Elements out,
      @Nullable LongBinaryOperator exact,
      int axis,
      int first,
      int second,
      int next) {
    if (axis == dimensions.length) {
      if (exact != null) {
        out.setLong(next, exact.applyAsLong(in[0].getLong(first), in[1].getLong(second)));
      } else {
        out.set(next, numbers.applyAsDouble(in[0].get(first), in[1].get(second)));
      }
      return next + 1;
    }
    int index = next;
    for (int i = 0; i < dimensions[axis]; i++) {
      index =
          walk(
              in,
              out,
              exact,
              axis + 1,
              first + i * firstStrides[axis],
              second + i * secondStrides[axis],
              index);
    }
    return index;
  }
}
