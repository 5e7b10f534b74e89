package dev.weft.samples.npy;

import dev.weft.Tensor;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/** Copies a tensor's elements, whatever their carrier. */
final class Elements {
  private Elements() {}

  /** Puts them into {@code target}, in its byte order; its position stays. */
  static void put(Tensor tensor, ByteBuffer target) {
    ByteBuffer view = target.slice().order(target.order());
    Buffer elements = tensor.buffer();
    if (elements instanceof FloatBuffer floats) {
      view.asFloatBuffer().put(floats);
    } else if (elements instanceof DoubleBuffer doubles) {
      view.asDoubleBuffer().put(doubles);
    } else if (elements instanceof ShortBuffer shorts) {
      view.asShortBuffer().put(shorts);
    } else if (elements instanceof IntBuffer ints) {
      view.asIntBuffer().put(ints);
    } else if (elements instanceof LongBuffer longs) {
      view.asLongBuffer().put(longs);
    } else {
      view.put((ByteBuffer) elements);
    }
  }
}
