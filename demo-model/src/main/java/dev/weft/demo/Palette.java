package dev.weft.demo;

import java.awt.Color;
import java.util.List;

/**
 * The two colours of a picture, far enough apart in luminance to be told apart in grey.
 *
 * @param paper the background
 * @param ink what the character is drawn with
 */
record Palette(Color paper, Color ink) {
  /** Names of hues at equal steps around the circle. */
  private static final List<String> HUES =
      List.of(
          "red", "orange", "yellow", "lime", "green", "mint", "cyan", "azure", "blue", "violet",
          "magenta", "pink");

  private static final double LEAST_CONTRAST = 0.25;

  static Palette of(Dice dice) {
    if (dice.chance(0.25)) {
      Palette plain = new Palette(Color.WHITE, Color.BLACK);
      return dice.chance(0.5) ? plain : plain.swapped();
    }
    boolean coloured = dice.chance(0.5);
    while (true) {
      Palette palette = new Palette(colour(dice, coloured), colour(dice, coloured));
      if (palette.contrast() >= LEAST_CONTRAST) {
        return palette;
      }
    }
  }

  Palette swapped() {
    return new Palette(ink, paper);
  }

  /** The difference in luminance, between 0 and 1. */
  double contrast() {
    return Math.abs(luminance(paper) - luminance(ink));
  }

  /** What a person would call it, such as {@code blue-on-white}. */
  String name() {
    return name(ink) + "-on-" + name(paper);
  }

  private static String name(Color colour) {
    float[] hsb = Color.RGBtoHSB(colour.getRed(), colour.getGreen(), colour.getBlue(), null);
    if (hsb[2] < 0.2) {
      return "black";
    }
    if (hsb[1] < 0.2) {
      return hsb[2] > 0.9 ? "white" : hsb[2] > 0.6 ? "silver" : "grey";
    }
    return HUES.get(Math.round(hsb[0] * HUES.size()) % HUES.size());
  }

  private static double luminance(Color colour) {
    return Preprocessing.luminance(colour.getRGB()) / 255;
  }

  private static Color colour(Dice dice, boolean coloured) {
    int grey = dice.below(256);
    return coloured
        ? new Color(grey, dice.below(256), dice.below(256))
        : new Color(grey, grey, grey);
  }
}
