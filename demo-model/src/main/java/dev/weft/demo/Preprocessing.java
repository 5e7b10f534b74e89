package dev.weft.demo;

import java.awt.image.BufferedImage;

/**
 * What is done to a picture before the network sees it: bilinear resizing to 32 by 32 without
 * regard to the aspect ratio, luminance, and {@code value / 127.5 - 1}.
 */
final class Preprocessing {
  /** Width and height of the network's input. */
  static final int SIZE = 32;

  private Preprocessing() {}

  /** Luminance between 0 and 255 of a colour given as 0xRRGGBB. */
  static double luminance(int rgb) {
    return 0.299 * (rgb >> 16 & 0xFF) + 0.587 * (rgb >> 8 & 0xFF) + 0.114 * (rgb & 0xFF);
  }

  /**
   * The picture as {@value #SIZE} rows of grey values.
   *
   * @param taps 1 for plain bilinear interpolation; more to average so many samples a pixel each
   *     way
   */
  static byte[] grey(BufferedImage image, int taps) {
    int width = image.getWidth();
    int height = image.getHeight();
    double[] source = luminances(image);
    byte[] grey = new byte[SIZE * SIZE];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double sum = 0;
        for (int row = 0; row < taps; row++) {
          double v = (y + (row + 0.5) / taps) * height / SIZE - 0.5;
          for (int column = 0; column < taps; column++) {
            double u = (x + (column + 0.5) / taps) * width / SIZE - 0.5;
            sum += sample(source, width, height, u, v);
          }
        }
        grey[y * SIZE + x] = (byte) Math.round(sum / (taps * taps));
      }
    }
    return grey;
  }

  /** Writes grey values as the network's input at {@code offset}. */
  static void normalize(byte[] grey, float[] target, int offset) {
    for (int i = 0; i < grey.length; i++) {
      target[offset + i] = (grey[i] & 0xFF) / 127.5f - 1;
    }
  }

  private static double[] luminances(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] rgb = image.getRGB(0, 0, width, height, null, 0, width);
    double[] values = new double[rgb.length];
    for (int i = 0; i < rgb.length; i++) {
      values[i] = luminance(rgb[i]);
    }
    return values;
  }

  private static double sample(double[] source, int width, int height, double x, double y) {
    double cx = Math.max(0, Math.min(width - 1, x));
    double cy = Math.max(0, Math.min(height - 1, y));
    int x0 = (int) cx;
    int y0 = (int) cy;
    int x1 = Math.min(x0 + 1, width - 1);
    int y1 = Math.min(y0 + 1, height - 1);
    double fx = cx - x0;
    double fy = cy - y0;
    double top = source[y0 * width + x0] * (1 - fx) + source[y0 * width + x1] * fx;
    double bottom = source[y1 * width + x0] * (1 - fx) + source[y1 * width + x1] * fx;
    return top * (1 - fy) + bottom * fy;
  }
}
