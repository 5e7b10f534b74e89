package dev.weft.backend.cudnn.handle;

import dev.weft.BackendException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * Memory of the C heap that native functions read or write, for one thread; freed by {@code close}.
 *
 * <p>JavaCPP's own arrays would do, but JavaCPP refuses to make one while the process holds more
 * memory than twice the limit of the Java heap, and a process with large models does.
 */
final class HostMemory implements AutoCloseable {
  private final Pointer memory;
  private final long byteSize;

  private HostMemory(long byteSize) {
    this.byteSize = byteSize;
    this.memory = Pointer.calloc(1, byteSize);
    if (memory == null || memory.isNull()) {
      throw new BackendException(
          "arguments of native functions", "calloc", 0, "no memory for " + byteSize + " bytes");
    }
  }

  /** Returns new memory, all zero. */
  static HostMemory allocate(long byteSize) {
    return new HostMemory(Math.max(1, byteSize));
  }

  /** Returns room for one address or size. */
  static HostMemory ofWord() {
    return allocate(Long.BYTES);
  }

  /** Returns a copy of bytes. */
  static HostMemory of(byte[] bytes) {
    HostMemory copy = allocate(bytes.length);
    copy.bytes().put(bytes);
    return copy;
  }

  /** Returns a text in UTF-8 that ends with a zero byte. */
  static HostMemory of(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return of(Arrays.copyOf(bytes, bytes.length + 1));
  }

  Pointer pointer() {
    return memory;
  }

  BytePointer bytes() {
    return new BytePointer(memory).capacity(byteSize);
  }

  /** Returns the text in UTF-8 up to the first zero byte, or all of it if there is none. */
  String text() {
    BytePointer bytes = bytes();
    byte[] text = new byte[Math.toIntExact(byteSize)];
    int count = 0;
    while (count < text.length && bytes.get(count) != 0) {
      text[count] = bytes.get(count);
      count++;
    }
    return new String(text, 0, count, StandardCharsets.UTF_8);
  }

  SizeTPointer size() {
    return new SizeTPointer(memory);
  }

  PointerPointer<Pointer> pointers() {
    return new PointerPointer<>(memory);
  }

  @Override
  public void close() {
    Pointer.free(memory);
  }
}
