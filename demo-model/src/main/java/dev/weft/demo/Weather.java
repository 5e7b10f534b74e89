package dev.weft.demo;

import java.awt.image.BufferedImage;

/**
 * What light and lens do to a picture: uneven light, a soft shadow or spot, blur and noise. The
 * light never changes more across a picture than a part of the contrast, so that the character
 * stays readable.
 */
final class Weather {
  private Weather() {}

  static void apply(Dice dice, BufferedImage image, double contrast) {
    if (dice.chance(0.2)) {
      blur(image);
    }
    boolean uneven = dice.chance(0.5);
    double reach = uneven ? 255 * contrast * dice.uniform(0.1, 0.6) : 0;
    double angle = dice.uniform(0, 2 * Math.PI);
    double dx = reach * StrictMath.cos(angle);
    double dy = reach * StrictMath.sin(angle);
    double spot = uneven ? 255 * contrast * dice.uniform(-0.3, 0.3) : 0;
    double spotX = dice.uniform(0, 1);
    double spotY = dice.uniform(0, 1);
    double noise = dice.chance(0.4) ? 255 * Math.min(contrast, 0.7) * dice.uniform(0.02, 0.16) : 0;
    int width = image.getWidth();
    int height = image.getHeight();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double u = x / (double) width;
        double v = y / (double) height;
        double distance = (u - spotX) * (u - spotX) + (v - spotY) * (v - spotY);
        double light = dx * (u - 0.5) + dy * (v - 0.5) + spot / (1 + 12 * distance);
        if (noise > 0) {
          light += noise * (dice.uniform(-1.7, 1.7) + dice.uniform(-1.7, 1.7)) / 1.4;
        }
        image.setRGB(x, y, shifted(image.getRGB(x, y), (int) Math.round(light)));
      }
    }
  }

  private static int shifted(int rgb, int light) {
    int result = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      result |= Math.max(0, Math.min(255, (rgb >> shift & 0xFF) + light)) << shift;
    }
    return result;
  }

  private static void blur(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] before = image.getRGB(0, 0, width, height, null, 0, width);
    for (int y = 1; y < height - 1; y++) {
      for (int x = 1; x < width - 1; x++) {
        int result = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
          int sum = 0;
          for (int n = 0; n < 9; n++) {
            sum += before[(y + n / 3 - 1) * width + x + n % 3 - 1] >> shift & 0xFF;
          }
          result |= (sum / 9) << shift;
        }
        image.setRGB(x, y, result);
      }
    }
  }
}
