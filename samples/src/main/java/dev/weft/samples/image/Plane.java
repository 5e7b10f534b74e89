package dev.weft.samples.image;

/** One channel of a picture: values row after row, not to be changed. */
final class Plane {
  private static final long MAX_VALUES = 1L << 28;

  private final int width;
  private final int height;
  private final float[] values;

  Plane(int width, int height, float[] values) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  float[] values() {
    return values;
  }

  /**
   * Returns this plane with another width and height, each value rounded to a whole number, as
   * tools that resize eight-bit images do.
   */
  Plane resized(int newWidth, int newHeight, Sampling sampling) {
    if (newWidth == width && newHeight == height) {
      return this;
    }
    if ((long) Math.max(height, newHeight) * newWidth > MAX_VALUES) {
      throw new IllegalArgumentException(
          "a picture of "
              + width
              + "x"
              + height
              + " cannot be resized to "
              + newWidth
              + "x"
              + newHeight
              + ", which is too large");
    }
    Taps[] columns = sampling.taps(width, newWidth);
    Taps[] rows = sampling.taps(height, newHeight);
    double[] wide = new double[height * newWidth];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < newWidth; x++) {
        wide[y * newWidth + x] = columns[x].sum(values, y * width, 1);
      }
    }
    float[] result = new float[newHeight * newWidth];
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        result[y * newWidth + x] = Math.round(rows[y].sum(wide, x, newWidth));
      }
    }
    return new Plane(newWidth, newHeight, result);
  }

  /** Returns the middle part of this plane. */
  Plane centre(int newWidth, int newHeight) {
    int left = (width - newWidth) / 2;
    int top = (height - newHeight) / 2;
    float[] result = new float[newHeight * newWidth];
    for (int y = 0; y < newHeight; y++) {
      System.arraycopy(values, (top + y) * width + left, result, y * newWidth, newWidth);
    }
    return new Plane(newWidth, newHeight, result);
  }
}
