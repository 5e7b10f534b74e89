package dev.weft.backend.cudnn.handle;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;

/** The factors 0 and 1 in host memory, as native functions want them; never freed, nor written. */
final class Factor {
  private static final FloatPointer SINGLE =
      new FloatPointer(HostMemory.allocate(2 * Float.BYTES).pointer()).put(1, 1);
  private static final DoublePointer DOUBLE =
      new DoublePointer(HostMemory.allocate(2 * Double.BYTES).pointer()).put(1, 1);

  private Factor() {}

  /** Returns 1 in the type that elements are computed in. */
  static Pointer one(ElementType type) {
    return type == ElementType.F64 ? DOUBLE.getPointer(1) : SINGLE.getPointer(1);
  }

  /** Returns 0 in the type that elements are computed in. */
  static Pointer zero(ElementType type) {
    return type == ElementType.F64 ? DOUBLE.getPointer(0) : SINGLE.getPointer(0);
  }
}
