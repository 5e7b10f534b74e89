package dev.weft.backend.cudnn.gpu;

import dev.weft.backend.cudnn.handle.Cuda;
import dev.weft.backend.cudnn.handle.DeviceHeap;
import dev.weft.backend.cudnn.handle.DeviceMemory;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.MatrixProduct;
import dev.weft.backend.cudnn.handle.Queue;
import dev.weft.backend.cudnn.handle.Wait;

/** What the GPU reaches at most: a large product of matrices, and a copy within its memory. */
final class PeakRates {
  private static final int REPEATS = 20;

  private final Verdicts out;
  private final int size;

  /**
   * Makes a measurement.
   *
   * @param out where rates are printed
   * @param size rows and columns of the matrices
   */
  PeakRates(Verdicts out, int size) {
    this.out = out;
    this.size = size;
  }

  void run() {
    DeviceHeap heap = new DeviceHeap(Cuda.gpus().get(0), "peak rates", Long.MAX_VALUE);
    long bytes = (long) size * size * Float.BYTES;
    try (Queue queue = Queue.create(heap, Wait.BLOCK);
        DeviceMemory one = heap.allocate(bytes, "a matrix");
        DeviceMemory other = heap.allocate(bytes, "a matrix");
        DeviceMemory result = heap.allocate(bytes, "a matrix")) {
      queue.clear(one.address(), bytes);
      queue.clear(other.address(), bytes);
      for (ElementType type :
          new ElementType[] {ElementType.F32, ElementType.F16, ElementType.BF16}) {
        MatrixProduct product =
            new MatrixProduct(type, false, 1, size, size, size, false, false, 0, 0);
        double seconds =
            seconds(
                queue,
                () ->
                    product.enqueue(
                        queue, one.address(), other.address(), result.address(), "peak"));
        out.print(
            "product of %d x %d matrices, %s: %.1f TFLOP/s",
            size, size, type, 2.0 * size * size * size / seconds / 1e12);
      }
      double seconds =
          seconds(queue, () -> queue.copyWithin(result.address(), one.address(), bytes));
      out.print(
          "copy of %d MiB within the device: %.0f GB/s, read and written",
          bytes >> 20, 2.0 * bytes / seconds / 1e9);
    }
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
