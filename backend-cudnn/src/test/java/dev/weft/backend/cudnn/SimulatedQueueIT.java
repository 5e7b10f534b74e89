package dev.weft.backend.cudnn;

import static dev.weft.backend.cudnn.DeviceFixture.assertViolation;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.BackendException;
import dev.weft.backend.cudnn.handle.CudaGraph;
import dev.weft.backend.cudnn.handle.DeviceMemory;
import dev.weft.backend.cudnn.handle.KernelCompiler;
import dev.weft.backend.cudnn.handle.KernelModule;
import dev.weft.backend.cudnn.handle.PinnedMemory;
import dev.weft.backend.cudnn.simulated.SimulatedCuda;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.bytedeco.cuda.global.cudart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** When the simulated device does the work of a stream, and who may put it there. */
@ExtendWith(OnDevice.class)
@OnlySimulated
class SimulatedQueueIT {
  private static final String DOUBLING =
      "for (long long i = 0; i < a.n; i++) ((float *)a.out[0])[i] = 2 * ((const float *)a.in[0])[i];";

  @Test
  void workIsDoneWhenItIsWaitedFor() {
    try (DeviceFixture device = new DeviceFixture()) {
      PinnedMemory from = device.pinned(4);
      PinnedMemory to = device.pinned(4);
      DeviceMemory memory = device.memory(4);
      from.view(0, 4).putInt(0, 7);
      to.view(0, 4).putInt(0, 1);
      device.queue().copyIn(memory.address(), from.address(), 4);
      device.queue().copyOut(to.address(), memory.address(), 4);
      assertEquals(1, to.view(0, 4).getInt(0));
      device.queue().await("test");
      assertEquals(7, to.view(0, 4).getInt(0));
    }
  }

  @Test
  void workThatNobodyWaitsForIsSeen() {
    try (DeviceFixture device = new DeviceFixture()) {
      device.queue().clear(device.memory(4).address(), 4);
    }
    assertViolation("work of cudaMemsetAsync was never waited for");
  }

  @Test
  void whatAFailedCallHasLeftIsWaitedFor() {
    try (DeviceFixture device = new DeviceFixture()) {
      DeviceMemory memory = device.floats(1);
      device.queue().clear(memory.address(), 4);
      device.queue().settle();
      device.gpu().makeCurrent();
    }
    assertEquals("", SimulatedCuda.get().violations());
  }

  @Test
  void recordedWorkRunsAsOftenAsItIsAskedFor() {
    try (DeviceFixture device = new DeviceFixture()) {
      PinnedMemory from = device.pinned(4);
      DeviceMemory in = device.memory(4);
      DeviceMemory out = device.memory(4);
      KernelModule module = device.module(DOUBLING);
      Runnable work =
          () -> {
            device.queue().copyIn(in.address(), from.address(), 4);
            device.launch(module, 1, new long[] {in.address()}, new long[] {out.address()});
          };
      try (CudaGraph graph = device.queue().capture(work)) {
        assertTrue(Float.isNaN(device.readFloats(out)[0]), "recorded work runs at once");
        from.view(0, 4).putFloat(0, 3);
        device.queue().run(graph);
        assertArrayEquals(new float[] {6}, device.readFloats(out));
        from.view(0, 4).putFloat(0, 5);
        device.queue().run(graph);
        assertArrayEquals(new float[] {10}, device.readFloats(out));
      }
    }
  }

  @Test
  void brokenKernelsAreExplained() {
    BackendException thrown =
        assertThrows(
            BackendException.class,
            () ->
                KernelCompiler.compile("broken", "void kernel(void) { this is no C }", List.of()));
    assertTrue(thrown.getMessage().contains("error"), thrown.getMessage());
  }

  @Test
  void launchesHaveLimits() {
    try (DeviceFixture device = new DeviceFixture()) {
      KernelModule module = device.module(DOUBLING);
      DeviceMemory memory = device.memory(4);
      long[] nowhere = {memory.address() + 4096};
      device.launch(module, 1, new long[] {memory.address()}, nowhere);
      assertThrows(BackendException.class, () -> device.queue().await("test"));
      assertViolation("an output of a kernel");
    }
  }

  @Test
  void memoryIsNotMadeWhileWorkIsRecorded() {
    try (DeviceFixture device = new DeviceFixture()) {
      assertThrows(BackendException.class, () -> device.queue().capture(() -> device.memory(16)));
      assertViolation("not allowed while a stream is captured");
    }
  }

  @Test
  void aRecordingIsLostWhereAForbiddenCallWentUnnoticed() {
    try (DeviceFixture device = new DeviceFixture()) {
      assertRecordingIsLost(
          device, () -> assertThrows(BackendException.class, () -> device.memory(16)));
      assertViolation("not allowed while a stream is captured");
    }
  }

  private static void assertRecordingIsLost(DeviceFixture device, Runnable work) {
    BackendException lost =
        assertThrows(BackendException.class, () -> device.queue().capture(work));
    assertEquals("cudaStreamEndCapture", lost.function());
  }

  @Test
  void nobodyWaitsForWorkThatIsRecorded() {
    try (DeviceFixture device = new DeviceFixture()) {
      assertThrows(
          BackendException.class,
          () -> device.queue().capture(() -> device.queue().await("recorded work")));
      assertViolation("waited for while it is captured");
    }
  }

  @Test
  void otherThreadsMayUseTheDeviceWhileWorkIsRecorded() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try (DeviceFixture device = new DeviceFixture()) {
      CudaGraph graph =
          device
              .queue()
              .capture(
                  () -> {
                    Future<?> other = executor.submit(() -> device.gpu().freeBytes());
                    try {
                      other.get();
                    } catch (Exception e) {
                      throw new IllegalStateException(e);
                    }
                  });
      graph.close();
    } finally {
      executor.shutdown();
    }
    assertEquals("", SimulatedCuda.get().violations());
  }

  @Test
  void aRecordingIsLostWhereAnotherThreadWaitsForTheDevice() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try (DeviceFixture device = new DeviceFixture()) {
      assertRecordingIsLost(
          device,
          () ->
              assertEquals(
                  cudart.cudaErrorStreamCaptureUnsupported,
                  resultOf(executor.submit(cudart::cudaDeviceSynchronize))));
      assertViolation("waits for device 0 while a stream of it is captured");
    } finally {
      executor.shutdown();
    }
  }

  @Test
  void handlesAreDestroyedWhenNothingIsRecorded() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try (DeviceFixture device = new DeviceFixture()) {
      DeviceFixture other = new DeviceFixture();
      AtomicReference<Future<?>> closing = new AtomicReference<>();
      CudaGraph graph =
          device
              .queue()
              .capture(
                  () -> {
                    Future<?> close = executor.submit(other::close);
                    closing.set(close);
                    assertThrows(
                        TimeoutException.class, () -> close.get(50, TimeUnit.MILLISECONDS));
                  });
      Object unused = resultOf(closing.get());
      graph.close();
    } finally {
      executor.shutdown();
    }
    assertEquals("", SimulatedCuda.get().violations());
  }

  private static <T> T resultOf(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aStreamIsForOneThreadAtATime() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try (DeviceFixture device = new DeviceFixture();
        DeviceFixture other = new DeviceFixture()) {
      DeviceMemory flag = other.floats(0);
      PinnedMemory one = other.pinned(4);
      one.view(0, 4).putInt(0, 1);
      KernelModule module = device.module("while (*(const volatile int *)a.in[0] == 0) ;");
      device.launch(module, 1, new long[] {flag.address()}, new long[0]);
      Future<?> waiting = executor.submit(() -> device.queue().await("the flag"));
      try {
        awaitCallOf("cudaEventSynchronize");
        assertThrows(BackendException.class, () -> device.queue().clear(flag.address(), 4));
        assertViolation("while thread");
      } finally {
        other.queue().copyIn(flag.address(), one.address(), 4);
        other.queue().await("test");
        waiting.get();
      }
    } finally {
      executor.shutdown();
    }
  }

  /** Waits until a function has been called and had time to begin. */
  @SuppressWarnings("ThreadSleep") // the device has no event for it
  private static void awaitCallOf(String function) throws InterruptedException {
    long before = SimulatedCuda.get().calls(function);
    for (int i = 0; i < 100 && SimulatedCuda.get().calls(function) == before; i++) {
      Thread.sleep(1);
    }
    Thread.sleep(50);
  }

  @Test
  void streamsOfOneDeviceTakeNoWorkWhileAnotherIsCurrent() {
    try (DeviceFixture first = new DeviceFixture(0);
        DeviceFixture second = new DeviceFixture(1)) {
      DeviceMemory memory = second.memory(4);
      second.gpu().makeCurrent();
      assertThrows(BackendException.class, () -> first.queue().clear(memory.address(), 4));
      assertViolation("the stream is of device 0, the current device is 1");
    }
  }
}
