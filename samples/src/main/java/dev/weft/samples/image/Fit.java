package dev.weft.samples.image;

import java.util.Locale;

/**
 * How a picture is brought to the width and height that a model wants.
 *
 * @param kind whether the aspect ratio is kept, and how the size before cropping is given
 * @param amount the pixels of the shorter side, or how many times the wanted size is covered
 */
public record Fit(Kind kind, double amount) {

  /** Ways to fit. */
  public enum Kind {
    /** Both sides are resized to the wanted size, whatever the aspect ratio. */
    STRETCH,
    /**
     * The picture is resized to cover the wanted size some times over, then its centre is taken.
     */
    COVER,
    /** The shorter side is resized to a number of pixels, then the centre is taken. */
    SHORTER_SIDE
  }

  /** {@return the fit that does not keep the aspect ratio} */
  public static Fit stretch() {
    return new Fit(Kind.STRETCH, 1);
  }

  /**
   * {@return the fit that resizes in proportion to the wanted size, then takes the centre}
   *
   * @param ratio size before cropping by size after it, at least 1, such as 256/224
   */
  public static Fit coverThenCrop(double ratio) {
    return new Fit(Kind.COVER, ratio);
  }

  /**
   * {@return the fit that resizes the shorter side, then takes the centre}
   *
   * @param pixels the shorter side's length before cropping
   */
  public static Fit shorterSide(int pixels) {
    return new Fit(Kind.SHORTER_SIDE, pixels);
  }

  Plane apply(Plane plane, int width, int height, Sampling sampling) {
    if (kind == Kind.STRETCH) {
      return plane.resized(width, height, sampling);
    }
    double factor =
        kind == Kind.COVER
            ? amount * Math.max((double) width / plane.width(), (double) height / plane.height())
            : amount / Math.min(plane.width(), plane.height());
    int resizedWidth = Math.max(1, (int) Math.round(plane.width() * factor));
    int resizedHeight = Math.max(1, (int) Math.round(plane.height() * factor));
    if (resizedWidth < width || resizedHeight < height) {
      throw new IllegalArgumentException(
          "a picture of "
              + plane.width()
              + "x"
              + plane.height()
              + " resized to "
              + resizedWidth
              + "x"
              + resizedHeight
              + " is smaller than the "
              + width
              + "x"
              + height
              + " to be cut out of it");
    }
    return plane.resized(resizedWidth, resizedHeight, sampling).centre(width, height);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case STRETCH -> "stretched";
      case COVER -> String.format(Locale.ROOT, "centre of %.3f times the size", amount);
      case SHORTER_SIDE -> "centre of shorter side " + (int) amount;
    };
  }
}
