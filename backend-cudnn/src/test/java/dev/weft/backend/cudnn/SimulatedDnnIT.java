package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.weft.backend.cudnn.handle.DeviceMemory;
import dev.weft.backend.cudnn.handle.Dnn;
import dev.weft.backend.cudnn.handle.Dnn.BatchStatistics;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.PoolingWindow;
import dev.weft.backend.cudnn.handle.TensorDescriptor;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pooling, softmax and batch normalisation of the simulated device against plain Java. */
@ExtendWith(OnDevice.class)
@OnlySimulated
class SimulatedDnnIT {
  private static final float TOLERANCE = 1e-5f;
  private static final int IMAGES = 2;
  private static final int CHANNELS = 3;

  @ParameterizedTest
  @CsvSource({
    // size, kernel, padding, stride
    "5,2,0,2",
    "7,3,1,2",
    "4,4,0,1",
    "6,3,2,1"
  })
  void poolingIsOverWindows(int size, int kernel, int padding, int stride) {
    PlainMath.Window window =
        new PlainMath.Window(IMAGES, CHANNELS, size, CHANNELS, kernel, 1, padding, stride, 1);
    float[] x = PlainMath.numbers(window.sourceCount(), 1);
    for (PoolingWindow.Mode mode : PoolingWindow.Mode.values()) {
      try (DeviceFixture device = new DeviceFixture();
          TensorDescriptor source = tensor(size);
          TensorDescriptor result = tensor(window.resultSize());
          PoolingWindow pooling =
              new PoolingWindow(mode, square(kernel), square(padding), square(stride))) {
        DeviceMemory to = device.memory((long) window.resultCount() * Float.BYTES);
        Dnn.pool(
            device.queue(),
            pooling,
            source,
            device.floats(x).address(),
            result,
            to.address(),
            "test");
        assertArrayEquals(
            PlainMath.pooled(window, mode, x), device.readFloats(to), TOLERANCE, mode.toString());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void softmaxIsOverChannels(boolean log) {
    int size = 4;
    int positions = size * size;
    float[] x = PlainMath.numbers(IMAGES * CHANNELS * positions, 2);
    x[0] = 200; // Its exponential is no number of single precision.
    float[] expected = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      int first = i / (CHANNELS * positions) * CHANNELS * positions + i % positions;
      double sum = 0;
      for (int c = 0; c < CHANNELS; c++) {
        sum += Math.exp(x[first + c * positions] - (double) x[i]);
      }
      expected[i] = (float) (log ? -Math.log(sum) : 1 / sum);
    }
    try (DeviceFixture device = new DeviceFixture();
        TensorDescriptor tensor = tensor(size)) {
      DeviceMemory to = device.memory((long) x.length * Float.BYTES);
      Dnn.softmax(device.queue(), log, tensor, device.floats(x).address(), to.address(), "test");
      assertArrayEquals(expected, device.readFloats(to), TOLERANCE);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-3, 0.5})
  void batchNormalisationIsOfChannels(double epsilon) {
    int size = 4;
    float[] x = PlainMath.numbers(IMAGES * CHANNELS * size * size, 3);
    float[] scale = PlainMath.numbers(CHANNELS, 4);
    float[] shift = PlainMath.numbers(CHANNELS, 5);
    float[] mean = PlainMath.numbers(CHANNELS, 6);
    float[] variance = {0.25f, 1, 4};
    float[] expected = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      int c = i / (size * size) % CHANNELS;
      double deviation = Math.sqrt(variance[c] + epsilon);
      expected[i] = (float) ((x[i] - mean[c]) / deviation * scale[c] + shift[c]);
    }
    try (DeviceFixture device = new DeviceFixture();
        TensorDescriptor tensor = tensor(size);
        TensorDescriptor parameters =
            new TensorDescriptor(
                ElementType.F32, new long[] {1, CHANNELS, 1, 1}, new long[] {CHANNELS, 1, 1, 1})) {
      DeviceMemory to = device.memory((long) x.length * Float.BYTES);
      BatchStatistics at =
          new BatchStatistics(
              device.floats(scale).address(),
              device.floats(shift).address(),
              device.floats(mean).address(),
              device.floats(variance).address());
      Dnn.normalizeBatch(
          device.queue(),
          tensor,
          device.floats(x).address(),
          to.address(),
          parameters,
          at,
          epsilon,
          "test");
      assertArrayEquals(expected, device.readFloats(to), TOLERANCE);
    }
  }

  private static TensorDescriptor tensor(int size) {
    long[] dimensions = {IMAGES, CHANNELS, size, size};
    long area = (long) size * size;
    return new TensorDescriptor(
        ElementType.F32, dimensions, new long[] {CHANNELS * area, area, size, 1});
  }

  private static List<Long> square(long number) {
    return List.of(number, number);
  }
}
