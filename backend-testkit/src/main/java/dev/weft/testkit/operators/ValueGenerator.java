package dev.weft.testkit.operators;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.testkit.files.NamedArray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Reproducible random elements; not safe for use by several threads. */
public final class ValueGenerator {
  private final Random random = new Random(11);

  /** Begins with the same elements every time. */
  public ValueGenerator() {}

  /**
   * Normally distributed numbers.
   *
   * @param shape the shape
   * @return a tensor in single precision
   */
  public Tensor normal(long... shape) {
    return Tensor.of(floats(count(shape)), shape);
  }

  /**
   * Evenly distributed numbers.
   *
   * @param least the least number
   * @param most the greatest number
   * @param shape the shape
   * @return a tensor in single precision
   */
  public Tensor uniform(double least, double most, long... shape) {
    float[] values = new float[count(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (least + (most - least) * random.nextDouble());
    }
    return Tensor.of(values, shape);
  }

  /**
   * Evenly distributed whole numbers.
   *
   * @param dataType the type of the elements; a type of 16 bits is not generated
   * @param least the least number
   * @param most the greatest number
   * @param shape the shape
   * @return a tensor
   */
  public Tensor whole(DataType dataType, int least, int most, long... shape) {
    int count = count(shape);
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(count * dataType.byteSize()).order(ByteOrder.nativeOrder());
    for (int i = 0; i < count; i++) {
      int value = (int) (least + (long) (random.nextDouble() * ((long) most - least + 1)));
      switch (dataType) {
        case FLOAT32 -> bytes.putFloat(value);
        case FLOAT64 -> bytes.putDouble(value);
        case INT32 -> bytes.putInt(value);
        case INT64 -> bytes.putLong(value);
        case INT8, UINT8, BOOL -> bytes.put((byte) value);
        default -> throw new IllegalArgumentException(dataType + " is not generated");
      }
    }
    bytes.flip();
    return Tensor.of(dataType, bytes, shape);
  }

  /**
   * Normally distributed parameters.
   *
   * @param name the name
   * @param shape the shape
   * @return an array in single precision
   */
  public NamedArray parameter(String name, Integer... shape) {
    int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return NamedArray.floats(name, List.of(shape), floats(count));
  }

  private float[] floats(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static int count(long... shape) {
    return (int) Shape.of(shape).elementCount();
  }
}
