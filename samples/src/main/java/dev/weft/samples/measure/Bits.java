package dev.weft.samples.measure;

import dev.weft.Tensor;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.List;

/**
 * Compares tensors bit by bit: unlike the comparison of buffers, it tells −0 from 0 and finds a NaN
 * equal only to one of the same bits.
 */
public final class Bits {
  private Bits() {}

  /**
   * {@return whether two answers are the same, bit by bit}
   *
   * @param one an answer of a predictor
   * @param other another one
   */
  public static boolean equal(List<Tensor> one, List<Tensor> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!equal(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean equal(Tensor one, Tensor other) {
    if (one.dataType() != other.dataType() || !one.shape().equals(other.shape())) {
      return false;
    }
    Buffer a = one.buffer();
    Buffer b = other.buffer();
    if (a instanceof FloatBuffer floats) {
      return equal(floats, (FloatBuffer) b);
    } else if (a instanceof DoubleBuffer doubles) {
      return equal(doubles, (DoubleBuffer) b);
    } else if (a instanceof ShortBuffer shorts) {
      return shorts.mismatch((ShortBuffer) b) < 0;
    } else if (a instanceof IntBuffer ints) {
      return ints.mismatch((IntBuffer) b) < 0;
    } else if (a instanceof LongBuffer longs) {
      return longs.mismatch((LongBuffer) b) < 0;
    }
    return ((ByteBuffer) a).mismatch((ByteBuffer) b) < 0;
  }

  private static boolean equal(FloatBuffer one, FloatBuffer other) {
    while (one.hasRemaining()) {
      if (Float.floatToRawIntBits(one.get()) != Float.floatToRawIntBits(other.get())) {
        return false;
      }
    }
    return true;
  }

  private static boolean equal(DoubleBuffer one, DoubleBuffer other) {
    while (one.hasRemaining()) {
      if (Double.doubleToRawLongBits(one.get()) != Double.doubleToRawLongBits(other.get())) {
        return false;
      }
    }
    return true;
  }
}
