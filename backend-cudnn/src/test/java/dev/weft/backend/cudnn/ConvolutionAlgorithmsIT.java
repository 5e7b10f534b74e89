package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.backend.cudnn.handle.Convolution;
import dev.weft.backend.cudnn.handle.Convolution.Epilogue;
import dev.weft.backend.cudnn.handle.ConvolutionShape;
import dev.weft.backend.cudnn.handle.DeviceHeap;
import dev.weft.backend.cudnn.handle.DeviceMemory;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.TransposedConvolution;
import dev.weft.backend.cudnn.simulated.SimulatedCuda;
import java.util.List;
import org.bytedeco.cuda.global.cudart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which algorithms convolutions take. The simulated cuDNN first offers one that cannot be used, one
 * whose numbers differ each time, one with a huge workspace, and, where it measures, one that
 * rounds to TF32. Each test has a shape of its own, since measurements are remembered.
 */
@ExtendWith(OnDevice.class)
@OnlySimulated
class ConvolutionAlgorithmsIT {
  private static final String MEASURES = "cudnnFindConvolutionForwardAlgorithmEx";
  private static final String PROPOSES = "cudnnGetConvolutionForwardAlgorithm_v7";
  private static final long SMALL_BYTES = 1 << 20;

  private final SimulatedCuda simulation = SimulatedCuda.get();

  /** A violation would tell of numbers that differ each time. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aSteadyOneOfModestWorkspaceIsTaken(boolean tunes) {
    ConvolutionShape shape = shape(false, tunes ? 8 : 9);
    try (DeviceFixture device = new DeviceFixture();
        Convolution convolution = create(device, shape, device.heap(), tunes)) {
      assertTrue(convolution.workspaceBytes() > 0);
      assertTrue(convolution.workspaceBytes() < SMALL_BYTES);
      run(device, shape, convolution);
    }
  }

  @Test
  void aTransposedOneIsSteadyToo() {
    ConvolutionShape shape = shape(false, 7);
    try (DeviceFixture device = new DeviceFixture();
        TransposedConvolution transposed =
            new TransposedConvolution(device.queue(), shape, device.heap())) {
      assertTrue(transposed.workspaceBytes() > 0);
      assertTrue(transposed.workspaceBytes() < SMALL_BYTES);
      transposed.enqueue(
          device.queue(), operands(device, shape, transposed.workspaceBytes()), "test");
      device.queue().await("test");
    }
  }

  /** With TF32 the fastest one may be taken. */
  @Test
  void roundingIsMeasuredWhereItIsAllowed() {
    ConvolutionShape shape = shape(true, 10);
    try (DeviceFixture device = new DeviceFixture();
        Convolution convolution = create(device, shape, device.heap(), true)) {
      run(device, shape, convolution);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatABudgetDoesNotHoldIsNotTaken(boolean tunes) {
    ConvolutionShape shape = shape(false, tunes ? 11 : 12);
    try (DeviceFixture device = new DeviceFixture()) {
      DeviceHeap small = new DeviceHeap(device.gpu(), "a test", 1000);
      long measured = simulation.calls(MEASURES);
      long proposed = simulation.calls(PROPOSES);
      try (Convolution convolution = create(device, shape, small, tunes);
          TransposedConvolution transposed =
              new TransposedConvolution(device.queue(), shape, small)) {
        assertEquals(0, convolution.workspaceBytes());
        assertEquals(0, transposed.workspaceBytes());
      }
      assertEquals(measured, simulation.calls(MEASURES), "there is no room to measure in");
      assertEquals(proposed + 1, simulation.calls(PROPOSES));
      create(device, shape, device.heap(), tunes).close();
      assertEquals(measured + (tunes ? 1 : 0), simulation.calls(MEASURES));
    }
  }

  @Test
  void tuningKeepsToTheBudget() {
    ConvolutionShape shape = shape(false, 13);
    try (DeviceFixture device = new DeviceFixture()) {
      DeviceHeap heap = new DeviceHeap(device.gpu(), "a test", 3 * SMALL_BYTES);
      long before = simulation.calls(MEASURES);
      create(device, shape, heap, true).close();
      assertEquals(before + 1, simulation.calls(MEASURES));
      assertEquals(0, heap.usedBytes());
      try (DeviceMemory most = heap.allocate(2 * SMALL_BYTES, "most of it")) {
        create(device, shape, heap, true).close();
        assertEquals(most.byteSize(), heap.usedBytes());
      }
      assertEquals(before + 1, simulation.calls(MEASURES), "what was measured is remembered");
    }
  }

  /** The GPU may have the memory, but not in one piece. */
  @Test
  void tuningTriesLessMemory() {
    ConvolutionShape shape = shape(false, 14);
    try (DeviceFixture device = new DeviceFixture()) {
      simulation.fail("cudaMalloc", 2, cudart.cudaErrorMemoryAllocation);
      long measured = simulation.calls(MEASURES);
      long allocated = simulation.calls("cudaMalloc");
      create(device, shape, device.heap(), true).close();
      assertEquals(measured + 1, simulation.calls(MEASURES));
      assertEquals(allocated + 3, simulation.calls("cudaMalloc"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {3000, 4004})
  void aRefusalToMeasureLeavesTheProposal(int status) {
    ConvolutionShape shape = shape(false, status == 3000 ? 15 : 16);
    try (DeviceFixture device = new DeviceFixture()) {
      simulation.fail(MEASURES, 1, status);
      long proposed = simulation.calls(PROPOSES);
      create(device, shape, device.heap(), true).close();
      assertEquals(proposed + 1, simulation.calls(PROPOSES));
    }
  }

  private static Convolution create(
      DeviceFixture device, ConvolutionShape shape, DeviceHeap heap, boolean tunes) {
    return Convolution.create(device.queue(), shape, Epilogue.NONE, heap, tunes);
  }

  private static void run(DeviceFixture device, ConvolutionShape shape, Convolution convolution) {
    convolution.enqueue(
        device.queue(), operands(device, shape, convolution.workspaceBytes()), "test");
    device.queue().await("test");
  }

  private static Convolution.Operands operands(
      DeviceFixture device, ConvolutionShape shape, long workspaceBytes) {
    long images = 4 * shape.source().stream().reduce(1L, (a, b) -> a * b);
    return new Convolution.Operands(
        device.memory(images).address(),
        device.memory(4 * 2 * 2 * 9).address(),
        0,
        0,
        device.memory(images).address(),
        device.memory(Math.max(1, workspaceBytes)).address());
  }

  private static ConvolutionShape shape(boolean tf32, long size) {
    List<Long> images = List.of(1L, 2L, size, size);
    List<Long> ones = List.of(1L, 1L);
    return new ConvolutionShape(
        ElementType.F32, tf32, false, images, List.of(2L, 2L, 3L, 3L), images, 1, ones, ones, ones);
  }
}
