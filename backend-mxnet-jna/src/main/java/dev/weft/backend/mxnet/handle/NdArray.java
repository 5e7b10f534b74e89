package dev.weft.backend.mxnet.handle;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import dev.weft.DataType;
import dev.weft.Device;
import dev.weft.Shape;
import dev.weft.nativesupport.lifetime.NativeHandle;
import java.nio.Buffer;
import java.nio.ByteBuffer;

/**
 * An array in libmxnet, on one device. Its memory may be read by many threads; a writer must be
 * alone.
 */
public final class NdArray implements AutoCloseable {
  private final Mxnet mxnet;
  private final Pointer address;
  private final String name;
  private final DataType dataType;
  private final Shape shape;
  private final NativeHandle handle;

  private NdArray(Mxnet mxnet, Pointer address, String name, DataType dataType, Shape shape) {
    this.mxnet = mxnet;
    this.address = address;
    this.name = name;
    this.dataType = dataType;
    this.shape = shape;
    this.handle =
        new NativeHandle(
            name,
            () ->
                mxnet.check(
                    mxnet.lib().MXNDArrayFree(address), "MXNDArrayFree", "freeing " + name));
  }

  /**
   * Makes an array whose elements are undefined.
   *
   * @param mxnet the library
   * @param name what it is, for messages
   * @param dataType type of its elements
   * @param shape a known shape without zero dimensions
   * @param device where its memory is
   * @return the array; the caller closes it
   */
  public static NdArray allocate(
      Mxnet mxnet, String name, DataType dataType, Shape shape, Device device) {
    PointerByReference out = new PointerByReference();
    mxnet.check(
        mxnet.dialect().createArray(shape.dimensions(), device, TypeCodes.code(dataType), out),
        "MXNDArrayCreate",
        "allocating " + name + " " + dataType + " " + shape + " on " + device);
    return new NdArray(mxnet, out.getValue(), name, dataType, shape);
  }

  /** {@return the shape that this was made with} */
  public Shape shape() {
    return shape;
  }

  /** {@return the type of the elements} */
  public DataType dataType() {
    return dataType;
  }

  /** {@return the size in bytes} */
  public long byteSize() {
    return shape.elementCount() * dataType.byteSize();
  }

  /**
   * Copies elements in.
   *
   * @param elements as many as this has, in a direct buffer or over an array
   */
  public void copyFrom(Buffer elements) {
    hold();
    try {
      mxnet.check(
          mxnet.lib().MXNDArraySyncCopyFromCPU(address, elements, elements.remaining()),
          "MXNDArraySyncCopyFromCPU",
          "writing " + name);
    } finally {
      drop();
    }
  }

  /**
   * Waits until the elements are computed and copies them out. An error of the computation surfaces
   * here.
   *
   * @param elements room for as many as this has, in a direct buffer or over an array
   */
  public void copyTo(Buffer elements) {
    hold();
    try {
      mxnet.check(
          mxnet.lib().MXNDArraySyncCopyToCPU(address, elements, elements.remaining()),
          "MXNDArraySyncCopyToCPU",
          "computing " + name);
    } finally {
      drop();
    }
  }

  /** Something that fills memory piece by piece. */
  public interface Filler {
    /**
     * Fills a piece.
     *
     * @param offset where the piece begins, in bytes
     * @param piece the memory to fill up
     */
    void fill(long offset, ByteBuffer piece);
  }

  /**
   * Writes the memory of an array on the CPU in pieces, without a second copy of it. No call may
   * use the array yet.
   *
   * @param pieceBytes the size of a piece
   * @param filler writes each piece
   */
  public void fillInPlace(int pieceBytes, Filler filler) {
    hold();
    try {
      PointerByReference data = new PointerByReference();
      mxnet.check(
          mxnet.lib().MXNDArrayGetData(address, data), "MXNDArrayGetData", "filling " + name);
      long size = byteSize();
      for (long offset = 0; offset < size; offset += pieceBytes) {
        long length = Math.min(pieceBytes, size - offset);
        filler.fill(offset, data.getValue().getByteBuffer(offset, length));
      }
    } finally {
      drop();
    }
  }

  void hold() {
    handle.acquire();
  }

  void drop() {
    handle.release();
  }

  /** Returns the address; the caller {@linkplain #hold holds} this as long as it uses it. */
  Pointer heldAddress() {
    return address;
  }

  @Override
  public void close() {
    handle.close();
  }
}
