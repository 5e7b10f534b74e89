package dev.weft.backend.onednn;

import dev.weft.DataType;
import dev.weft.Tensor;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.kernel.Elements;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Optional;

/**
 * Copies between tensors and native memory, in which all floating-point numbers are single ones.
 */
final class ElementTransfer {
  private ElementTransfer() {}

  /** Writes a tensor, or zeros where it was left out. */
  static void write(Optional<Tensor> tensor, Elements target) {
    if (tensor.isEmpty()) {
      ByteBuffer bytes = target.bytes();
      for (int i = 0; i < bytes.capacity(); i++) {
        bytes.put(i, (byte) 0);
      }
      return;
    }
    DataType type = tensor.get().dataType();
    if (target.type() == ElementType.F32 && type != DataType.FLOAT32) {
      target.floats().put(0, tensor.get().toFloatArray());
      return;
    }
    Buffer elements = tensor.get().buffer();
    int count = elements.remaining();
    if (elements instanceof FloatBuffer floats) {
      target.floats().put(0, floats, 0, count);
    } else if (elements instanceof DoubleBuffer doubles) {
      target.doubles().put(0, doubles, 0, count);
    } else if (elements instanceof IntBuffer ints) {
      target.ints().put(0, ints, 0, count);
    } else if (elements instanceof LongBuffer longs) {
      target.longs().put(0, longs, 0, count);
    } else {
      target.bytes().put(0, (ByteBuffer) elements, 0, count);
    }
  }

  /** Fills a tensor. */
  static void read(Elements source, Tensor tensor) {
    Buffer elements = tensor.buffer();
    int count = elements.remaining();
    if (elements instanceof FloatBuffer floats) {
      floats.put(0, source.floats(), 0, count);
    } else if (elements instanceof IntBuffer ints) {
      ints.put(0, source.ints(), 0, count);
    } else if (elements instanceof LongBuffer longs) {
      longs.put(0, source.longs(), 0, count);
    } else if (elements instanceof DoubleBuffer doubles) {
      doubles.put(0, source.doubles(), 0, count);
    } else if (elements instanceof ShortBuffer shorts) {
      for (int i = 0; i < count; i++) {
        shorts.put(i, narrowed(tensor.dataType(), source.floats().get(i)));
      }
    } else {
      ((ByteBuffer) elements).put(0, source.bytes(), 0, count);
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
