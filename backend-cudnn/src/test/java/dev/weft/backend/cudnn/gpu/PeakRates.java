package dev.weft.backend.cudnn.gpu;

import dev.weft.Precision;
import dev.weft.backend.cudnn.handle.Cuda;
import dev.weft.backend.cudnn.handle.DeviceHeap;
import dev.weft.backend.cudnn.handle.DeviceMemory;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.MatrixProduct;
import dev.weft.backend.cudnn.handle.PinnedMemory;
import dev.weft.backend.cudnn.handle.Queue;
import dev.weft.backend.cudnn.handle.Wait;
import java.nio.IntBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What the GPU reaches at most: a large product of matrices for each precision, and a copy within
 * its memory. The matrices hold random numbers, of which products take more power than of zeros.
 */
final class PeakRates {
  private static final int REPEATS = 20;
  private static final int SEED = 42;
  private static final int FILL_BYTES = 1 << 20;

  /**
   * Of random bits, those that stay: the sign, and what is left of a number from 1 to 2 of half
   * precision, which is an ordinary number of the other types, too.
   */
  private static final int RANDOM_BITS = 0x83ff83ff;

  private static final int ONES = 0x3c003c00;

  private final Verdicts out;
  private final int size;
  private final long bytes;
  private final Map<Precision, Double> flopsPerSecond = new EnumMap<>(Precision.class);

  /**
   * Makes a measurement.
   *
   * @param out where rates are printed
   * @param size rows and columns of the matrices
   */
  PeakRates(Verdicts out, int size) {
    this.out = out;
    this.size = size;
    this.bytes = (long) size * size * Float.BYTES;
  }

  /** Returns the operations of a second that were measured, if they were. */
  Optional<Double> flopsPerSecond(Precision precision) {
    return Optional.ofNullable(flopsPerSecond.get(precision));
  }

  void run() {
    DeviceHeap heap = new DeviceHeap(Cuda.gpus().get(0), "peak rates", Long.MAX_VALUE);
    try (Queue queue = Queue.create(heap, Wait.BLOCK);
        DeviceMemory one = random(heap);
        DeviceMemory other = random(heap);
        DeviceMemory result = heap.allocate(bytes, "a matrix")) {
      for (Precision precision : Measurements.PRECISIONS) {
        if (!Measurements.isKnown(precision)) {
          continue;
        }
        ElementType type = typeOf(precision);
        MatrixProduct product =
            new MatrixProduct(type, false, 1, size, size, size, false, false, 0, 0);
        double seconds =
            seconds(
                queue,
                () ->
                    product.enqueue(
                        queue, one.address(), other.address(), result.address(), "peak"));
        double rate = 2.0 * size * size * size / seconds;
        flopsPerSecond.put(precision, rate);
        out.print("product of %d x %d matrices, %s: %.1f TFLOP/s", size, size, type, rate / 1e12);
      }
      double seconds =
          seconds(queue, () -> queue.copyWithin(result.address(), one.address(), bytes));
      out.print(
          "copy of %d MiB within the device: %.0f GB/s, read and written",
          bytes >> 20, 2.0 * bytes / seconds / 1e9);
    }
  }

  private static ElementType typeOf(Precision precision) {
    return switch (precision) {
      case FP32 -> ElementType.F32;
      case FP16 -> ElementType.F16;
      case BF16 -> ElementType.BF16;
    };
  }

  private DeviceMemory random(DeviceHeap heap) {
    SplittableRandom random = new SplittableRandom(SEED);
    DeviceMemory memory = heap.allocate(bytes, "a matrix");
    try (PinnedMemory part = PinnedMemory.allocate(heap.gpu(), FILL_BYTES, "a part of a matrix")) {
      IntBuffer numbers = part.view(0, FILL_BYTES).asIntBuffer();
      while (numbers.hasRemaining()) {
        numbers.put((random.nextInt() & RANDOM_BITS) | ONES);
      }
      for (long first = 0; first < bytes; first += FILL_BYTES) {
        memory.write(part.view(0, Math.min(FILL_BYTES, bytes - first)), first);
      }
    }
    return memory;
  }

  private static double seconds(Queue queue, Runnable work) {
    work.run();
    queue.await("peak rates");
    long start = System.nanoTime();
    for (int i = 0; i < REPEATS; i++) {
      work.run();
    }
    queue.await("peak rates");
    return (System.nanoTime() - start) / 1e9 / REPEATS;
  }
}
