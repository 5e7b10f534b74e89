package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.weft.backend.cudnn.handle.DeviceMemory;
import dev.weft.backend.cudnn.handle.Dnn;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.MatrixProduct;
import dev.weft.backend.cudnn.handle.PoolingWindow;
import dev.weft.backend.cudnn.handle.TensorDescriptor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The simulated device computes with elements of 16 bits: sums in single precision, of which the
 * result is rounded. Numbers are eighths from -1 to 1, which both formats hold exactly.
 */
@ExtendWith(OnDevice.class)
@OnlySimulated
class SimulatedHalfIT {
  private static final int BIAS_DIFFERENCE = 127 - 15;

  @ParameterizedTest
  @EnumSource(
      value = ElementType.class,
      names = {"F16", "BF16"})
  void matricesAreMultiplied(ElementType type) {
    int m = 5;
    int n = 7;
    int k = 16;
    float[] a = eighths(m * k, 1);
    float[] b = eighths(k * n, 2);
    MatrixProduct product =
        new MatrixProduct(type, false, 1, m, n, k, false, false, (long) m * k, (long) k * n);
    try (DeviceFixture device = new DeviceFixture()) {
      DeviceMemory result = device.memory((long) m * n * Short.BYTES);
      product.enqueue(
          device.queue(),
          device.bytes(encoded(type, a)).address(),
          device.bytes(encoded(type, b)).address(),
          result.address(),
          "test");
      float[] expected = PlainMath.product(a, b, 1, m, n, k, false, false);
      float[] actual = decoded(type, device.read(result));
      // Sums of 64ths below 16 are exact in binary16; bfloat16 keeps 8 bits of them.
      float tolerance = type == ElementType.F16 ? 0 : 16 * 0x1p-9f;
      assertArrayEquals(expected, actual, tolerance);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ElementType.class,
      names = {"F16", "BF16"})
  void greatestOfWindows(ElementType type) {
    PlainMath.Window window = new PlainMath.Window(1, 2, 6, 2, 2, 1, 0, 2, 1);
    float[] x = eighths(window.sourceCount(), 3);
    List<Long> two = List.of(2L, 2L);
    try (DeviceFixture device = new DeviceFixture();
        TensorDescriptor source = tensor(type, 6);
        TensorDescriptor result = tensor(type, 3);
        PoolingWindow pooling =
            new PoolingWindow(PoolingWindow.Mode.MAX, two, List.of(0L, 0L), two)) {
      DeviceMemory to = device.memory((long) window.resultCount() * Short.BYTES);
      long from = device.bytes(encoded(type, x)).address();
      Dnn.pool(device.queue(), pooling, source, from, result, to.address(), "test");
      float[] expected = PlainMath.pooled(window, PoolingWindow.Mode.MAX, x);
      assertArrayEquals(expected, decoded(type, device.read(to)));
    }
  }

  private static TensorDescriptor tensor(ElementType type, long size) {
    return new TensorDescriptor(
        type, new long[] {1, 2, size, size}, new long[] {2 * size * size, size * size, size, 1});
  }

  private static float[] eighths(int count, long seed) {
    float[] numbers = PlainMath.numbers(count, seed);
    for (int i = 0; i < count; i++) {
      numbers[i] = Math.round(8 * numbers[i]) / 8f;
    }
    return numbers;
  }

  /** Bits of numbers that the type holds exactly. */
  private static ByteBuffer encoded(ElementType type, float[] numbers) {
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(numbers.length * Short.BYTES).order(ByteOrder.nativeOrder());
    for (float number : numbers) {
      int bits = Float.floatToRawIntBits(number);
      int half = number == 0 ? 0 : ((bits & 0x7fffffff) - (BIAS_DIFFERENCE << 23)) >>> 13;
      bytes.putShort(
          (short) (type == ElementType.BF16 ? bits >>> 16 : (bits >>> 16 & 0x8000) | half));
    }
    return bytes.flip();
  }

  private static float[] decoded(ElementType type, ByteBuffer bytes) {
    float[] numbers = new float[bytes.remaining() / Short.BYTES];
    for (int i = 0; i < numbers.length; i++) {
      int half = Short.toUnsignedInt(bytes.getShort(bytes.position() + Short.BYTES * i));
      int magnitude = half & 0x7fff;
      int single =
          (half & 0x8000) << 16
              | (magnitude == 0 ? 0 : (magnitude << 13) + (BIAS_DIFFERENCE << 23));
      numbers[i] = Float.intBitsToFloat(type == ElementType.BF16 ? half << 16 : single);
    }
    return numbers;
  }
}
