package dev.weft.demo;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.util.Arrays;

/** A float array of libmxnet in main memory. Not thread-safe; closing frees it. */
final class Tensor implements AutoCloseable {
  private static final int CPU = 1;
  private static final int FLOAT32 = 0;

  private final Mxnet mxnet;
  private final Pointer handle;
  private final int[] shape;

  private Tensor(Mxnet mxnet, Pointer handle, int[] shape) {
    this.mxnet = mxnet;
    this.handle = handle;
    this.shape = shape;
  }

  /** A tensor of zeros. */
  static Tensor zeros(Mxnet mxnet, int... shape) {
    return of(mxnet, new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)], shape);
  }

  /** A tensor of the given elements. */
  static Tensor of(Mxnet mxnet, float[] values, int... shape) {
    PointerByReference out = new PointerByReference();
    mxnet.check(
        mxnet.functions().MXNDArrayCreateEx(shape, shape.length, CPU, 0, 0, FLOAT32, out),
        "MXNDArrayCreateEx",
        Arrays.toString(shape));
    Tensor tensor = new Tensor(mxnet, out.getValue(), shape.clone());
    tensor.fill(values);
    return tensor;
  }

  /** Takes over an array that libmxnet made. */
  static Tensor adopted(Mxnet mxnet, Pointer handle) {
    IntByReference rank = new IntByReference();
    PointerByReference shape = new PointerByReference();
    mxnet.check(
        mxnet.functions().MXNDArrayGetShapeEx(handle, rank, shape), "MXNDArrayGetShapeEx", handle);
    return new Tensor(mxnet, handle, shape.getValue().getIntArray(0, rank.getValue()));
  }

  int[] shape() {
    return shape.clone();
  }

  int size() {
    return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
  }

  /** All elements, once they are computed. */
  float[] values() {
    float[] values = new float[size()];
    mxnet.check(
        mxnet.functions().MXNDArraySyncCopyToCPU(handle, values, values.length),
        "MXNDArraySyncCopyToCPU",
        this);
    return values;
  }

  /** The native array, for calls in this package; it stays this tensor's. */
  Pointer handle() {
    return handle;
  }

  @Override
  public void close() {
    mxnet.check(mxnet.functions().MXNDArrayFree(handle), "MXNDArrayFree", this);
  }

  @Override
  public String toString() {
    return "tensor " + Arrays.toString(shape);
  }

  private void fill(float[] values) {
    if (values.length != size()) {
      throw new IllegalArgumentException(
          values.length + " values for a tensor of shape " + Arrays.toString(shape));
    }
    mxnet.check(
        mxnet.functions().MXNDArraySyncCopyFromCPU(handle, values, values.length),
        "MXNDArraySyncCopyFromCPU",
        this);
  }
}
