package dev.weft.graph;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A value that is the same for all calls, such as a parameter. Immutable; data are read when they
 * are asked for, while the file that they come from is open.
 */
public interface Constant {
  /** {@return the constant's name, for messages and dumps} */
  String name();

  /** {@return the type of the elements and the known shape} */
  ValueType type();

  /**
   * Copies all elements, in row-major order and native byte order.
   *
   * @param target filled from its position on; has room for {@link #byteSize()} bytes
   */
  void read(ByteBuffer target);

  /**
   * Copies a range of what {@link #read(ByteBuffer)} copies. Here all of it is read for that; a
   * constant that may be large reads no more than the range.
   *
   * @param offset the first byte, a whole number of elements
   * @param target filled from its position to its limit, with a whole number of elements
   */
  default void read(long offset, ByteBuffer target) {
    ByteBuffer all =
        ByteBuffer.allocate(Math.toIntExact(byteSize())).order(ByteOrder.nativeOrder());
    read(all);
    target.put(all.slice(Math.toIntExact(offset), target.remaining()));
  }

  /** {@return the size of all elements in bytes} */
  default long byteSize() {
    return type().shape().elementCount() * type().dataType().byteSize();
  }
}
