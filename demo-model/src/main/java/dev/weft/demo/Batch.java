package dev.weft.demo;

/**
 * Pictures and their classes as the network takes them. Closing frees both.
 *
 * @param data of shape (N, 1, 32, 32)
 * @param label of shape (N)
 */
record Batch(Tensor data, Tensor label) implements AutoCloseable {
  /** The pictures from {@code start} up to but not including {@code end}. */
  static Batch of(Mxnet mxnet, GlyphSet set, int start, int end) {
    int size = Preprocessing.SIZE;
    float[] pixels = new float[(end - start) * size * size];
    float[] classes = new float[end - start];
    for (int i = start; i < end; i++) {
      GlyphSet.Glyph glyph = set.glyphs().get(i);
      Preprocessing.normalize(glyph.grey(), pixels, (i - start) * size * size);
      classes[i - start] = glyph.classNumber();
    }
    return new Batch(
        Tensor.of(mxnet, pixels, end - start, 1, size, size),
        Tensor.of(mxnet, classes, end - start));
  }

  @Override
  public void close() {
    data.close();
    label.close();
  }
}
