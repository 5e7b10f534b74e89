package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.backend.cudnn.handle.DeviceHeap;
import dev.weft.backend.cudnn.handle.DeviceMemory;
import dev.weft.backend.cudnn.handle.Gpu;
import dev.weft.backend.cudnn.handle.KernelArguments;
import dev.weft.backend.cudnn.handle.KernelCompiler;
import dev.weft.backend.cudnn.handle.KernelModule;
import dev.weft.backend.cudnn.handle.PinnedMemory;
import dev.weft.backend.cudnn.handle.Queue;
import dev.weft.backend.cudnn.handle.Wait;
import dev.weft.backend.cudnn.simulated.SimulatedCuda;
import dev.weft.nativesupport.lifetime.Rollback;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.bytedeco.javacpp.Pointer;

/** A queue of a simulated device, and memory that is freed with it. */
final class DeviceFixture implements AutoCloseable {
  private static final long LIMIT = 1L << 40;

  private final Gpu gpu;
  private final DeviceHeap heap;
  private final Rollback owned = new Rollback();
  private final Queue queue;

  DeviceFixture(int device) {
    gpu = CudnnRuntime.start(null).gpus().get(device);
    heap = new DeviceHeap(gpu, "a test", LIMIT);
    queue = owned.add(Queue.create(heap, Wait.BLOCK));
  }

  DeviceFixture() {
    this(0);
  }

  Gpu gpu() {
    return gpu;
  }

  DeviceHeap heap() {
    return heap;
  }

  Queue queue() {
    return queue;
  }

  /** Memory of the device, freed with this fixture. */
  DeviceMemory memory(long byteSize) {
    return owned.add(heap.allocate(byteSize, "memory"));
  }

  /** Pinned memory, freed with this fixture. */
  PinnedMemory pinned(long byteSize) {
    return owned.add(PinnedMemory.allocate(gpu, byteSize, "pinned memory"));
  }

  /** Memory of the device that holds numbers. */
  DeviceMemory floats(float... numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(numbers.length * Float.BYTES).order(ByteOrder.nativeOrder());
    bytes.asFloatBuffer().put(numbers);
    return bytes(bytes);
  }

  /** Memory of the device that holds bytes. */
  DeviceMemory bytes(ByteBuffer bytes) {
    DeviceMemory memory = memory(bytes.remaining());
    try (PinnedMemory staging = PinnedMemory.allocate(gpu, bytes.remaining(), "staging")) {
      ByteBuffer part = staging.view(0, bytes.remaining());
      memory.write(part.put(bytes).flip(), 0);
    }
    return memory;
  }

  /** Waits for the queue and reads memory of the device. */
  ByteBuffer read(DeviceMemory memory) {
    PinnedMemory target = pinned(memory.byteSize());
    queue.copyOut(target.address(), memory.address(), memory.byteSize());
    queue.await("a test");
    return target.view(0, memory.byteSize()).order(ByteOrder.nativeOrder());
  }

  /** Waits for the queue and reads numbers. */
  float[] readFloats(DeviceMemory memory) {
    float[] numbers = new float[Math.toIntExact(memory.byteSize() / Float.BYTES)];
    read(memory).asFloatBuffer().get(numbers);
    return numbers;
  }

  /** A kernel, unloaded with this fixture. */
  KernelModule module(String body) {
    String source = arguments() + "void kernel(const struct Args a) {" + body + "}";
    byte[] code = KernelCompiler.compile("kernel", source, List.of());
    return owned.add(KernelModule.load(gpu, code, "kernel"));
  }

  /** Puts a kernel on the queue. */
  void launch(KernelModule module, long count, long[] inputs, long[] outputs, long... integers) {
    KernelArguments arguments =
        new KernelArguments(count, inputs, outputs, integers, new double[0], 0, 0);
    queue.launch(module.function("kernel", false), arguments, "kernel");
  }

  private static String arguments() {
    String name = "/dev/weft/backend/cudnn/kernels/args.h";
    try (InputStream stream = DeviceFixture.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asserts that a rule was broken, and forgets it. */
  static void assertViolation(String expected) {
    String found = SimulatedCuda.get().violations();
    SimulatedCuda.get().forgetViolations();
    assertTrue(found.contains(expected), () -> "'" + expected + "' is not in: " + found);
  }

  @Override
  public void close() {
    gpu.makeCurrent();
    owned.close();
  }

  /** A place in memory. */
  static final class At extends Pointer {
    At(long address) {
      this.address = address;
    }
  }
}
