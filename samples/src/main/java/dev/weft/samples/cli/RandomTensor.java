package dev.weft.samples.cli;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.Tensor;
import java.nio.ByteBuffer;
import java.nio.ShortBuffer;
import java.util.random.RandomGenerator;

/** Tensors of random elements: floating-point numbers from 0 to 1, integers and booleans 0 or 1. */
final class RandomTensor {
  private static final long MAX_ELEMENTS = 1L << 28;
  private static final short HALF_ONE = 0x3C00;
  private static final short BRAIN_ONE = 0x3F80;

  private RandomTensor() {}

  static Tensor of(DataType type, Shape shape, RandomGenerator random) {
    int count = count(shape);
    long[] dimensions = shape.dimensions();
    switch (type) {
      case FLOAT32 -> {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
          values[i] = random.nextFloat();
        }
        return Tensor.of(values, dimensions);
      }
      case FLOAT64 -> {
        return Tensor.of(random.doubles(count).toArray(), dimensions);
      }
      case INT32 -> {
        return Tensor.of(random.ints(count, 0, 2).toArray(), dimensions);
      }
      case INT64 -> {
        return Tensor.of(random.longs(count, 0, 2).toArray(), dimensions);
      }
      case FLOAT16, BFLOAT16 -> {
        short one = type == DataType.FLOAT16 ? HALF_ONE : BRAIN_ONE;
        short[] values = new short[count];
        for (int i = 0; i < count; i++) {
          values[i] = random.nextBoolean() ? one : 0;
        }
        return Tensor.of(type, ShortBuffer.wrap(values), dimensions);
      }
      case INT8, UINT8, BOOL -> {
        byte[] values = new byte[count];
        for (int i = 0; i < count; i++) {
          values[i] = (byte) random.nextInt(2);
        }
        return Tensor.of(type, ByteBuffer.wrap(values), dimensions);
      }
      default -> throw new IllegalArgumentException("no random elements of type " + type);
    }
  }

  private static int count(Shape shape) {
    long count = 1;
    for (long dimension : shape.dimensions()) {
      count *= dimension;
      if (count > MAX_ELEMENTS) {
        throw new IllegalArgumentException(
            "shape " + shape + " has too many elements, expected at most " + MAX_ELEMENTS);
      }
    }
    return (int) count;
  }
}
