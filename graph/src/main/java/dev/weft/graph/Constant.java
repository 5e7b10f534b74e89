package dev.weft.graph;

import java.nio.ByteBuffer;

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

  /** {@return the size of all elements in bytes} */
  default long byteSize() {
    return type().shape().elementCount() * type().dataType().byteSize();
  }
}
