package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.BackendException;
import dev.weft.backend.cudnn.handle.Convolution;
import dev.weft.backend.cudnn.handle.Convolution.Epilogue;
import dev.weft.backend.cudnn.handle.Convolution.Operands;
import dev.weft.backend.cudnn.handle.ConvolutionShape;
import dev.weft.backend.cudnn.handle.Cuda;
import dev.weft.backend.cudnn.handle.DeviceHeap;
import dev.weft.backend.cudnn.handle.DeviceMemory;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.MatrixProduct;
import dev.weft.backend.cudnn.handle.Queue;
import dev.weft.backend.cudnn.handle.TransposedConvolution;
import dev.weft.backend.cudnn.handle.Wait;
import dev.weft.backend.cudnn.simulated.SimulatedCuda;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products of matrices and convolutions of the simulated device against sums in plain Java. */
@ExtendWith(OnDevice.class)
@OnlySimulated
class SimulatedMathIT {
  private static final float TOLERANCE = 1e-3f;

  @ParameterizedTest
  @CsvSource({"1,1,1,1", "1,5,7,3", "2,40,33,70", "3,4,65,129"})
  void matricesAreMultiplied(int batch, int m, int n, int k) {
    for (int turned = 0; turned < 4; turned++) {
      boolean left = (turned & 1) != 0;
      boolean right = (turned & 2) != 0;
      float[] a = PlainMath.numbers(batch * m * k, 1);
      float[] b = PlainMath.numbers(batch * k * n, 2);
      MatrixProduct product =
          new MatrixProduct(
              ElementType.F32, false, batch, m, n, k, left, right, (long) m * k, (long) k * n);
      try (DeviceFixture device = new DeviceFixture()) {
        DeviceMemory result = device.memory((long) batch * m * n * Float.BYTES);
        product.enqueue(
            device.queue(),
            device.floats(a).address(),
            device.floats(b).address(),
            result.address(),
            "test");
        float[] expected = PlainMath.product(a, b, batch, m, n, k, left, right);
        assertArrayEquals(expected, device.readFloats(result), TOLERANCE);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    // images, channels, size, filters, kernel, groups, padding, stride, dilation
    "1,3,5,4,3,1,1,1,1",
    "2,4,6,6,3,2,1,2,1",
    "1,4,9,4,3,4,2,1,2",
    "2,8,4,5,1,1,0,1,1",
    "1,2,7,40,2,1,0,3,1",
  })
  void convolutionsAreSumsOverWindows(
      int n,
      int c,
      int size,
      int k,
      int kernel,
      int groups,
      int padding,
      int stride,
      int dilation) {
    PlainMath.Window window =
        new PlainMath.Window(n, c, size, k, kernel, groups, padding, stride, dilation);
    for (boolean channelsLast : new boolean[] {false, true}) {
      for (Epilogue epilogue : Epilogue.values()) {
        forward(window, channelsLast, epilogue);
      }
      backward(window, channelsLast);
    }
  }

  private static void forward(PlainMath.Window window, boolean channelsLast, Epilogue epilogue) {
    float[] x = PlainMath.numbers(window.sourceCount(), 3);
    float[] w = PlainMath.numbers(window.filterCount(), 4);
    float[] bias = PlainMath.numbers(window.filters(), 5);
    float[] summand = PlainMath.numbers(window.resultCount(), 6);
    ConvolutionShape shape = shape(window, channelsLast);
    try (DeviceFixture device = new DeviceFixture();
        Convolution convolution = convolution(device, shape, epilogue)) {
      DeviceMemory result = device.memory((long) window.resultCount() * Float.BYTES);
      convolution.enqueue(
          device.queue(),
          new Operands(
              device.floats(laid(x, shape.source(), channelsLast)).address(),
              device.floats(laid(w, shape.filter(), channelsLast)).address(),
              device.floats(bias).address(),
              device.floats(laid(summand, shape.result(), channelsLast)).address(),
              result.address(),
              device.memory(Math.max(1, convolution.workspaceBytes())).address()),
          "test");
      float[] expected = PlainMath.convolution(window, x, w);
      for (int i = 0; i < expected.length && epilogue != Epilogue.NONE; i++) {
        int positions = window.resultSize() * window.resultSize();
        float sum = expected[i] + bias[i / positions % window.filters()];
        sum += epilogue.sums() ? summand[i] : 0;
        expected[i] = epilogue.name().endsWith("RELU") ? Math.max(0, sum) : sum;
      }
      assertArrayEquals(
          laid(expected, shape.result(), channelsLast), device.readFloats(result), TOLERANCE);
    }
  }

  private static Convolution convolution(
      DeviceFixture device, ConvolutionShape shape, Epilogue epilogue) {
    return Convolution.create(device.queue(), shape, epilogue, device.heap(), false);
  }

  private static void backward(PlainMath.Window window, boolean channelsLast) {
    float[] y = PlainMath.numbers(window.resultCount(), 7);
    float[] w = PlainMath.numbers(window.filterCount(), 8);
    ConvolutionShape shape = shape(window, channelsLast);
    try (DeviceFixture device = new DeviceFixture();
        TransposedConvolution convolution =
            new TransposedConvolution(device.queue(), shape, device.heap())) {
      DeviceMemory result = device.memory((long) window.sourceCount() * Float.BYTES);
      convolution.enqueue(
          device.queue(),
          new Operands(
              device.floats(laid(y, shape.result(), channelsLast)).address(),
              device.floats(laid(w, shape.filter(), channelsLast)).address(),
              0,
              0,
              result.address(),
              device.memory(Math.max(1, convolution.workspaceBytes())).address()),
          "test");
      float[] expected = PlainMath.transposed(window, y, w);
      assertArrayEquals(
          laid(expected, shape.source(), channelsLast), device.readFloats(result), TOLERANCE);
    }
  }

  /** cuBLAS recommends more from compute capability 9 on. */
  @ParameterizedTest
  @CsvSource({"8,8", "9,32", "10,32"})
  void workspacesOfProductsSuitTheArchitecture(int architecture, long mebibytes) {
    CudnnRuntime.start(null);
    SimulatedCuda.get().architecture(architecture);
    DeviceHeap heap = new DeviceHeap(Cuda.gpus().get(0), "a test", 64 << 20);
    try (Queue queue = Queue.create(heap, Wait.BLOCK)) {
      assertEquals(mebibytes << 20, heap.usedBytes(), queue.gpu()::toString);
      assertEquals(mebibytes << 20, SimulatedCuda.get().memoryInUse(0));
    }
  }

  @Test
  void sizesThatDoNotFitAreRefused() {
    ConvolutionShape right = shape(new PlainMath.Window(1, 3, 5, 4, 3, 1, 1, 1, 1), false);
    ConvolutionShape wrong =
        new ConvolutionShape(
            right.type(),
            false,
            false,
            right.source(),
            List.of(4L, 2L, 3L, 3L),
            right.result(),
            1,
            right.padding(),
            right.stride(),
            right.dilation());
    try (DeviceFixture device = new DeviceFixture()) {
      BackendException thrown =
          assertThrows(
              BackendException.class, () -> convolution(device, wrong, Epilogue.NONE).close());
      assertEquals("cudnnGetConvolutionForwardAlgorithm_v7", thrown.function());
    }
  }

  @Test
  void workspacesAreAsLargeAsNeeded() {
    PlainMath.Window window = new PlainMath.Window(1, 3, 5, 4, 3, 1, 1, 1, 1);
    ConvolutionShape shape = shape(window, false);
    try (DeviceFixture device = new DeviceFixture();
        Convolution convolution = convolution(device, shape, Epilogue.NONE)) {
      long x = device.floats(PlainMath.numbers(window.sourceCount(), 1)).address();
      long w = device.floats(PlainMath.numbers(window.filterCount(), 1)).address();
      long y = device.memory((long) window.resultCount() * Float.BYTES).address();
      long small = device.memory(convolution.workspaceBytes() - 1).address();
      assertThrows(
          BackendException.class,
          () -> convolution.enqueue(device.queue(), new Operands(x, w, 0, 0, y, small), "test"));
      DeviceFixture.assertViolation("the workspace");
    }
  }

  private static ConvolutionShape shape(PlainMath.Window window, boolean channelsLast) {
    return new ConvolutionShape(
        ElementType.F32,
        false,
        channelsLast,
        window.source(),
        window.filter(),
        window.result(),
        window.groups(),
        List.of((long) window.padding(), (long) window.padding()),
        List.of((long) window.stride(), (long) window.stride()),
        List.of((long) window.dilation(), (long) window.dilation()));
  }

  private static float[] laid(float[] numbers, List<Long> dimensions, boolean channelsLast) {
    return channelsLast ? PlainMath.channelsLast(numbers, dimensions) : numbers;
  }
}
