package dev.weft.nativesupport.predict;

import dev.weft.DataType;
import dev.weft.Tensor;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Optional;

/**
 * Native memory that holds the elements of an input or output, in row-major order, between tensors
 * and what computes. Floating-point numbers of 16 bits are single-precision ones there. For one
 * thread at a time; calls make no garbage but for such numbers.
 */
public final class TensorStage {
  private final ByteBuffer bytes;
  private final FloatBuffer floats;
  private final IntBuffer ints;
  private final LongBuffer longs;
  private final DoubleBuffer doubles;

  /**
   * Wraps memory.
   *
   * @param memory the elements, in native byte order, of which there are as many as fit
   */
  public TensorStage(ByteBuffer memory) {
    this.bytes = memory.duplicate().order(ByteOrder.nativeOrder());
    this.floats = bytes.asFloatBuffer();
    this.ints = bytes.asIntBuffer();
    this.longs = bytes.asLongBuffer();
    this.doubles = bytes.asDoubleBuffer();
  }

  /**
   * Copies a tensor here, or zeros where there is none.
   *
   * @param tensor the tensor, of as many elements as there are here
   */
  public void write(Optional<Tensor> tensor) {
    if (tensor.isEmpty()) {
      for (int i = 0; i < bytes.capacity(); i++) {
        bytes.put(i, (byte) 0);
      }
      return;
    }
    Buffer elements = tensor.get().buffer();
    int count = elements.remaining();
    if (elements instanceof FloatBuffer source) {
      floats.put(0, source, 0, count);
    } else if (elements instanceof ShortBuffer) {
      floats.put(0, tensor.get().toFloatArray());
    } else if (elements instanceof DoubleBuffer source) {
      doubles.put(0, source, 0, count);
    } else if (elements instanceof IntBuffer source) {
      ints.put(0, source, 0, count);
    } else if (elements instanceof LongBuffer source) {
      longs.put(0, source, 0, count);
    } else {
      bytes.put(0, (ByteBuffer) elements, 0, count);
    }
  }

  /**
   * Copies what is here to a tensor.
   *
   * @param tensor the tensor, of as many elements as there are here
   */
  public void read(Tensor tensor) {
    Buffer elements = tensor.buffer();
    int count = elements.remaining();
    if (elements instanceof FloatBuffer target) {
      target.put(0, floats, 0, count);
    } else if (elements instanceof IntBuffer target) {
      target.put(0, ints, 0, count);
    } else if (elements instanceof LongBuffer target) {
      target.put(0, longs, 0, count);
    } else if (elements instanceof DoubleBuffer target) {
      target.put(0, doubles, 0, count);
    } else if (elements instanceof ShortBuffer target) {
      for (int i = 0; i < count; i++) {
        target.put(i, narrowed(tensor.dataType(), floats.get(i)));
      }
    } else {
      ((ByteBuffer) elements).put(0, bytes, 0, count);
    }
  }

  private static short narrowed(DataType type, float value) {
    return type == DataType.BFLOAT16 ? bfloat16(value) : float16(value);
  }

  private static short bfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    return Float.isNaN(value)
        ? (short) (bits >>> 16 | 0x40)
        : (short) ((bits + 0x7FFF + (bits >>> 16 & 1)) >>> 16);
  }

  /** Rounds to the nearest IEEE 754 binary16, halves to even. */
  private static short float16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = bits >>> 16 & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | 0x7E00);
    }
    if (magnitude >= 65520f) {
      return (short) (sign | 0x7C00);
    }
    int exponent = Math.max(Math.getExponent(magnitude), -14);
    int scaled = (int) Math.rint(Math.scalb((double) magnitude, 10 - exponent));
    return (short) (sign | (scaled + ((exponent + 14) << 10)));
  }
}
