package dev.weft.backend.cudnn;

import static dev.weft.backend.cudnn.DeviceFixture.assertViolation;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.BackendException;
import dev.weft.backend.cudnn.DeviceFixture.At;
import dev.weft.backend.cudnn.handle.Cuda;
import dev.weft.backend.cudnn.handle.DeviceHeap;
import dev.weft.backend.cudnn.handle.DeviceMemory;
import dev.weft.backend.cudnn.handle.KernelModule;
import dev.weft.backend.cudnn.handle.PinnedMemory;
import dev.weft.backend.cudnn.simulated.SimulatedCuda;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.cuda.cudnn.cudnnTensorStruct;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the simulated device says of memory and descriptors that are used wrongly. */
@ExtendWith(OnDevice.class)
@OnlySimulated
class SimulatedMemoryIT {
  private final SimulatedCuda simulation = SimulatedCuda.get();

  @Test
  void leaksAreSeen() {
    String live;
    try (DeviceFixture device = new DeviceFixture()) {
      long before = simulation.memoryInUse(0);
      DeviceMemory memory = device.memory(1000);
      assertEquals(before + 1000, simulation.memoryInUse(0));
      assertEquals(1000, memory.byteSize());
      live = simulation.liveObjects();
    }
    assertEquals("stream: 1\nevent: 1\ncuDNN handle: 1\ncuBLAS handle: 1\n", live);
    assertEquals(0, simulation.memoryInUse(0));
    assertEquals("", simulation.liveObjects());
  }

  @Test
  void copiesFromMemoryThatIsNotPinnedAreSeen() {
    try (DeviceFixture device = new DeviceFixture()) {
      DeviceMemory memory = device.memory(16);
      ByteBuffer pageable = ByteBuffer.allocateDirect(16);
      assertThrows(BackendException.class, () -> memory.write(pageable, 0));
      assertViolation("the source of a copy");
    }
  }

  /** What does not fit is refused, and meanwhile in nobody's way. */
  @Test
  void aRequestBeyondTheLimitHarmsNoOther() throws Exception {
    DeviceHeap heap = new DeviceHeap(Cuda.gpus().get(0), "a test", 1000);
    AtomicBoolean done = new AtomicBoolean();
    Thread greedy =
        new Thread(
            () -> {
              while (!done.get()) {
                assertThrows(BackendException.class, () -> heap.allocate(2000, "much"));
              }
            });
    greedy.start();
    try {
      for (int i = 0; i < 20_000; i++) {
        heap.allocate(10, "little").close();
      }
    } finally {
      done.set(true);
      greedy.join();
    }
    assertEquals(0, heap.usedBytes());
  }

  @Test
  void memoryIsFreedOnce() {
    try (DeviceFixture device = new DeviceFixture()) {
      DeviceMemory memory = device.memory(16);
      long address = memory.address();
      memory.close();
      assertEquals(cudart.cudaErrorInvalidValue, cudart.cudaFree(new At(address)));
      assertViolation("is no live device memory");
    }
  }

  @Test
  void freedMemoryIsNotUsed() {
    try (DeviceFixture device = new DeviceFixture()) {
      DeviceMemory memory = device.memory(16);
      long address = memory.address();
      memory.close();
      assertThrows(BackendException.class, () -> device.queue().clear(address, 4));
      assertViolation("lies in no live memory");
    }
  }

  @Test
  void memoryThatIsFreedBeforeWorkIsDoneIsNotUsed() {
    try (DeviceFixture device = new DeviceFixture()) {
      DeviceMemory memory = device.memory(16);
      device.queue().clear(memory.address(), 16);
      memory.close();
      assertThrows(BackendException.class, () -> device.queue().await("test"));
      assertViolation("work that was put on a stream by cudaMemsetAsync failed");
    }
  }

  @Test
  void accessesEndWithTheMemory() {
    try (DeviceFixture device = new DeviceFixture()) {
      DeviceMemory memory = device.memory(16);
      assertThrows(BackendException.class, () -> device.queue().clear(memory.address() + 12, 8));
      assertViolation("beyond the end of its memory");
    }
  }

  @Test
  void asynchronousCopiesWantPinnedMemory() {
    Pointer pageable = Pointer.malloc(16);
    try (DeviceFixture device = new DeviceFixture()) {
      DeviceMemory memory = device.memory(16);
      PinnedMemory pinned = device.pinned(16);
      assertThrows(
          BackendException.class,
          () -> device.queue().copyIn(memory.address(), pageable.address(), 16));
      assertViolation("the source of a copy");
      assertThrows(
          BackendException.class,
          () -> device.queue().copyIn(pinned.address(), pinned.address(), 16));
      assertViolation("memory of device -1, not of 0");
    } finally {
      Pointer.free(pageable);
    }
  }

  @Test
  void kernelsThatWriteBeyondTheEndAreFound() {
    try (DeviceFixture device = new DeviceFixture()) {
      DeviceMemory memory = device.memory(16);
      KernelModule module = device.module("((int *)a.out[0])[4] = 1;");
      device.launch(module, 1, new long[0], new long[] {memory.address()});
      device.queue().await("test");
    }
    assertViolation("wrote beyond the end");
  }

  @Test
  void writesToFreedMemoryAreFound() {
    try (DeviceFixture device = new DeviceFixture()) {
      DeviceMemory memory = device.memory(16);
      KernelModule module = device.module("*(int *)a.i[0] = 1;");
      device.launch(module, 1, new long[0], new long[0], memory.address());
      memory.close();
      device.queue().await("test");
      simulation.checkFreedMemory();
      assertViolation("was written to after it was freed");
    }
  }

  @Test
  void memoryOfOneDeviceIsNotUsedByAnother() {
    try (DeviceFixture first = new DeviceFixture(0);
        DeviceFixture second = new DeviceFixture(1)) {
      DeviceMemory memory = first.floats(1, 2);
      DeviceMemory other = second.memory(8);
      assertThrows(
          BackendException.class,
          () -> second.queue().copyWithin(other.address(), memory.address(), 8));
      assertViolation("memory of device 0, not of 1");
      assertEquals(2, first.readFloats(memory)[1]);
    }
  }

  @Test
  void descriptorsAreDestroyedOnceAndNotUsedLater() {
    try (DeviceFixture device = new DeviceFixture()) {
      device.gpu().makeCurrent();
      cudnnTensorStruct descriptor = new cudnnTensorStruct();
      assertEquals(0, cudnn.cudnnCreateTensorDescriptor(descriptor));
      assertTrue(simulation.liveObjects().contains("tensor descriptor: 1"));
      assertEquals(0, cudnn.cudnnDestroyTensorDescriptor(descriptor));
      int[] sizes = {1, 1, 1, 1};
      assertEquals(
          cudnn.CUDNN_STATUS_BAD_PARAM,
          cudnn.cudnnSetTensorNdDescriptor(descriptor, cudnn.CUDNN_DATA_FLOAT, 4, sizes, sizes));
      assertViolation("tensor descriptor");
      assertEquals(cudnn.CUDNN_STATUS_BAD_PARAM, cudnn.cudnnDestroyTensorDescriptor(descriptor));
      assertViolation("is used after it was destroyed");
    }
  }
}
