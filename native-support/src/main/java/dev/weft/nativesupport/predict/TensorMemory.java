package dev.weft.nativesupport.predict;

import dev.weft.Tensor;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.function.Consumer;

/**
 * Memory of tensors in the two forms that native code takes: a direct buffer of native byte order,
 * or a buffer over the beginning of a Java array. Tensors of such memory are used in place, others
 * through a copy.
 */
public final class TensorMemory {
  private TensorMemory() {}

  /**
   * {@return the elements for native code to read}
   *
   * @param tensor the tensor
   */
  public static Buffer readable(Tensor tensor) {
    Buffer elements = tensor.buffer();
    if (isNativeForm(elements)) {
      return elements;
    }
    Buffer copy = Tensor.zeros(tensor.dataType(), tensor.shape()).buffer();
    transfer(elements, copy);
    return copy.rewind();
  }

  /**
   * Has native code write the elements.
   *
   * @param tensor the tensor
   * @param writer fills the buffer that it is given
   */
  public static void write(Tensor tensor, Consumer<Buffer> writer) {
    Buffer elements = tensor.buffer();
    if (isNativeForm(elements)) {
      writer.accept(elements);
      return;
    }
    Buffer copy = Tensor.zeros(tensor.dataType(), tensor.shape()).buffer();
    writer.accept(copy);
    transfer(copy.rewind(), elements);
  }

  private static boolean isNativeForm(Buffer elements) {
    return elements.isDirect()
        ? order(elements) == ByteOrder.nativeOrder()
        : elements.hasArray() && elements.arrayOffset() == 0;
  }

  private static ByteOrder order(Buffer elements) {
    if (elements instanceof FloatBuffer floats) {
      return floats.order();
    }
    if (elements instanceof DoubleBuffer doubles) {
      return doubles.order();
    }
    if (elements instanceof IntBuffer ints) {
      return ints.order();
    }
    if (elements instanceof LongBuffer longs) {
      return longs.order();
    }
    if (elements instanceof ShortBuffer shorts) {
      return shorts.order();
    }
    return ByteOrder.nativeOrder();
  }

  private static void transfer(Buffer from, Buffer to) {
    if (from instanceof FloatBuffer floats) {
      ((FloatBuffer) to).put(floats);
    } else if (from instanceof DoubleBuffer doubles) {
      ((DoubleBuffer) to).put(doubles);
    } else if (from instanceof IntBuffer ints) {
      ((IntBuffer) to).put(ints);
    } else if (from instanceof LongBuffer longs) {
      ((LongBuffer) to).put(longs);
    } else if (from instanceof ShortBuffer shorts) {
      ((ShortBuffer) to).put(shorts);
    } else {
      ((ByteBuffer) to).put((ByteBuffer) from);
    }
  }
}
