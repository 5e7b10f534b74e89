package dev.weft.samples.image;

/** What is taken of a pixel given as 0xRRGGBB: a value from 0 to 255. */
enum Channel {
  RED,
  GREEN,
  BLUE,
  /** Rec. 601 luminance, as Pillow and OpenCV convert to grey. */
  LUMINANCE;

  float of(int rgb) {
    int red = rgb >> 16 & 0xFF;
    int green = rgb >> 8 & 0xFF;
    int blue = rgb & 0xFF;
    return switch (this) {
      case RED -> red;
      case GREEN -> green;
      case BLUE -> blue;
      case LUMINANCE -> (float) (0.299 * red + 0.587 * green + 0.114 * blue);
    };
  }
}
