package dev.weft.benchmarks;

import dev.weft.Tensor;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A compressed file of bytes in MNIST's IDX format: the magic number 0x08 and the rank, the
 * dimensions as big-endian 32-bit numbers, the bytes.
 */
final class IdxFile {
  private static final int BYTES = 0x08;

  private final int[] dimensions;
  private final byte[] values;

  private IdxFile(int[] dimensions, byte[] values) {
    this.dimensions = dimensions;
    this.values = values;
  }

  static IdxFile read(Path file) throws IOException {
    try (DataInputStream in = new DataInputStream(decompressed(file))) {
      int magic = in.readInt();
      if (magic >> 8 != BYTES) {
        throw new IOException(
            String.format("%s begins with 0x%08x, expected an IDX file of bytes", file, magic));
      }
      int[] dimensions = new int[magic & 0xFF];
      for (int axis = 0; axis < dimensions.length; axis++) {
        dimensions[axis] = in.readInt();
      }
      return new IdxFile(dimensions, in.readAllBytes());
    }
  }

  /** Returns the content of a compressed text file. */
  static String text(Path file) throws IOException {
    try (InputStream in = decompressed(file)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** Returns images as a batch of one channel. */
  Tensor images(int first, int count, KnownAnswer.Scaling scaling) {
    int size = itemSize();
    float[] pixels = new float[count * size];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = scaling.apply(values[first * size + i] & 0xFF);
    }
    return Tensor.of(pixels, count, 1, dimensions[1], dimensions[2]);
  }

  /** Returns the first byte of an item. */
  int first(int item) {
    return values[item * itemSize()];
  }

  private int itemSize() {
    return values.length / dimensions[0];
  }

  private static InputStream decompressed(Path file) throws IOException {
    return new GZIPInputStream(Files.newInputStream(file));
  }
}
