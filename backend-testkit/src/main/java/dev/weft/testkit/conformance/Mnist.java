package dev.weft.testkit.conformance;

import dev.weft.Tensor;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The test set of MNIST, in the IDX format of its authors: a magic number, the dimensions and
 * bytes, big-endian.
 *
 * @param pixels all images, 28×28 bytes each
 * @param labels the digit of each image
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Mnist(byte[] pixels, byte[] labels) {

  static final int EXTENT = 28;
  private static final int IMAGE_BYTES = EXTENT * EXTENT;
  private static final int BYTES = 0x08;

  static Mnist read(RealModels models) throws IOException {
    return new Mnist(
        bytes(models.file("mnist/images.gz"), 3), bytes(models.file("mnist/labels.gz"), 1));
  }

  int count() {
    return labels.length;
  }

  /** Images from one on, each pixel times a factor, as a batch of one channel. */
  Tensor batch(int first, int count, float factor) {
    float[] values = new float[count * IMAGE_BYTES];
    for (int i = 0; i < values.length; i++) {
      values[i] = (pixels[first * IMAGE_BYTES + i] & 0xFF) * factor;
    }
    return Tensor.of(values, count, 1, EXTENT, EXTENT);
  }

  /** How many rows of scores have their maximum at the digit of the image they belong to. */
  int right(int first, Tensor scores) {
    float[] values = scores.toFloatArray();
    int classes = (int) scores.shape().dimension(1);
    int right = 0;
    for (int row = 0; row < scores.shape().dimension(0); row++) {
      int best = 0;
      for (int c = 1; c < classes; c++) {
        if (values[row * classes + c] > values[row * classes + best]) {
          best = c;
        }
      }
      if (best == labels[first + row]) {
        right++;
      }
    }
    return right;
  }

  private static byte[] bytes(Path file, int rank) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        DataInputStream data = new DataInputStream(new GZIPInputStream(in))) {
      int magic = data.readInt();
      if (magic != (BYTES << 8 | rank)) {
        throw new IOException(
            "%s begins with 0x%x; expected an IDX file of bytes of rank %d"
                .formatted(file, magic, rank));
      }
      int count = 1;
      for (int axis = 0; axis < rank; axis++) {
        count = Math.multiplyExact(count, data.readInt());
      }
      byte[] values = new byte[count];
      data.readFully(values);
      return values;
    }
  }
}
