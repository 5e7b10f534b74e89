package dev.weft.samples.image;

/** A decoded picture: opaque pixels of eight bits a channel. */
public final class Picture {
  private final int width;
  private final int height;
  private final int[] pixels;

  /**
   * Makes a picture.
   *
   * @param width pixels in a row
   * @param height number of rows
   * @param pixels row after row as 0xRRGGBB; shared, not to be changed
   * @throws IllegalArgumentException if there are not width times height pixels
   */
  public Picture(int width, int height, int[] pixels) {
    if (width < 1 || height < 1 || pixels.length != (long) width * height) {
      throw new IllegalArgumentException(
          pixels.length + " pixels, expected " + width + " x " + height);
    }
    this.width = width;
    this.height = height;
    this.pixels = pixels;
  }

  int[] pixels() {
    return pixels;
  }

  /** Returns one channel of all pixels. */
  Plane plane(Channel channel) {
    float[] values = new float[pixels.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = channel.of(pixels[i]);
    }
    return new Plane(width, height, values);
  }
}
