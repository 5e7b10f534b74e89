package dev.weft.backend.onednn.handle;

import dev.weft.BackendException;
import dev.weft.nativesupport.lifetime.NativeHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A block of memory outside the heap, aligned to cache lines. Freed by {@code close}, exactly once;
 * whoever uses its memory must see to it that it is not closed meanwhile.
 */
public final class NativeMemory implements AutoCloseable {
  private static final int ALIGNMENT = 64;

  private final BytePointer aligned;
  private final long byteSize;
  private final NativeHandle handle;

  private NativeMemory(Pointer block, BytePointer aligned, long byteSize) {
    this.aligned = aligned;
    this.byteSize = byteSize;
    this.handle = new NativeHandle("native memory", () -> Pointer.free(block));
  }

  /**
   * Allocates a block, whose content is undefined.
   *
   * @param byteSize its size
   * @param subject what for, for the message
   * @return the block; close it
   * @throws BackendException if there is no memory
   */
  public static NativeMemory allocate(long byteSize, String subject) {
    Pointer block = Pointer.malloc(byteSize + ALIGNMENT);
    if (block == null || block.isNull()) {
      throw new BackendException(subject, "malloc", 0, "no memory for " + byteSize + " bytes");
    }
    long misalignment = block.address() % ALIGNMENT;
    BytePointer bytes = new BytePointer(block);
    return new NativeMemory(
        block, bytes.getPointer(misalignment == 0 ? 0 : ALIGNMENT - misalignment), byteSize);
  }

  /**
   * Allocates a block that holds numbers of single precision.
   *
   * @param numbers the numbers
   * @param subject what for, for the message
   * @return the block; close it
   * @throws BackendException if there is no memory
   */
  public static NativeMemory ofFloats(float[] numbers, String subject) {
    int byteSize = numbers.length * Float.BYTES;
    NativeMemory memory = allocate(byteSize, subject);
    memory.view(0, byteSize).asFloatBuffer().put(numbers);
    return memory;
  }

  /** {@return the size} */
  public long byteSize() {
    return byteSize;
  }

  /** Gives memory that was freed back to the operating system, where the C library keeps it. */
  public static void trim() {
    Pointer.trimMemory();
  }

  /**
   * {@return a view of a part, in native byte order, valid until this is closed}
   *
   * @param offset the first byte
   * @param count the number of bytes
   */
  public ByteBuffer view(long offset, int count) {
    if (count == 0) {
      return ByteBuffer.allocateDirect(0).order(ByteOrder.nativeOrder());
    }
    BytePointer part = at(offset).capacity(count);
    return part.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /**
   * Sets bytes to zero.
   *
   * @param offset the first byte
   * @param count the number of bytes
   */
  public void clear(long offset, long count) {
    Pointer.memset(at(offset), 0, count);
  }

  BytePointer at(long offset) {
    if (handle.isClosed()) {
      throw new IllegalStateException(
          "a block of " + byteSize + " bytes is used after it was freed");
    }
    return aligned.getPointer(offset);
  }

  @Override
  public void close() {
    handle.close();
  }
}
