package dev.weft.demo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Map;

/**
 * Paints pictures of one character each: any size, turned, sheared, off the middle, dark on light
 * or light on dark, in grey or colour, with uneven light and noise. The dice decide everything, so
 * equal dice give equal pictures.
 *
 * <p>Immutable; several threads may paint at once, each with its own dice.
 */
final class GlyphPainter {
  private final Map<Look, GlyphSource> sources;

  private GlyphPainter(Map<Look, GlyphSource> sources) {
    this.sources = Map.copyOf(sources);
  }

  /** A painter that knows every look; it reads the fonts. */
  static GlyphPainter open() {
    return new GlyphPainter(
        Map.of(
            Look.PRINTED, new PrintedGlyphs(FontShelf.trainingFonts()),
            Look.DRAWN, new DrawnGlyphs(),
            Look.PRINTED_UNSEEN_FONT, new PrintedGlyphs(FontShelf.unseenFonts())));
  }

  /**
   * Paints a character of a class, 28 to 140 pixels high; of several characters the dice choose.
   */
  BufferedImage paint(Dice dice, int classNumber, Look look) {
    String characters = GlyphClasses.charactersOf(classNumber);
    char character = characters.charAt(dice.below(characters.length()));
    int height = (int) Math.round(28 * StrictMath.pow(5, dice.uniform(0, 1)));
    return paint(dice, character, look, height, Palette.of(dice));
  }

  /** Paints a character in a picture of the given height with the given colours. */
  BufferedImage paint(Dice dice, char character, Look look, int height, Palette palette) {
    int width = (int) Math.round(height * dice.uniform(0.7, 1.45));
    GlyphSource source = sources.get(look);
    if (source == null) {
      throw new IllegalArgumentException("look " + look + ": no source");
    }
    Shape glyph = placed(dice, source.draw(dice, character), width, height);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      graphics.setColor(palette.paper());
      graphics.fillRect(0, 0, width, height);
      if (dice.chance(0.06)) {
        rule(dice, graphics, palette, width, height);
      }
      graphics.setColor(palette.ink());
      graphics.fill(glyph);
    } finally {
      graphics.dispose();
    }
    if (dice.chance(0.75)) {
      Weather.apply(dice, image, palette.contrast());
    }
    return image;
  }

  /** Turns, shears and scales a glyph and puts it somewhere inside the picture. */
  private static Shape placed(Dice dice, Shape glyph, int width, int height) {
    AffineTransform pose = AffineTransform.getShearInstance(dice.normal(-0.03, 0.11), 0);
    double angle = dice.normal(0, 0.11);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    pose.preConcatenate(new AffineTransform(cos, sin, -sin, cos, 0, 0));
    pose.preConcatenate(AffineTransform.getScaleInstance(dice.uniform(0.85, 1.15), 1));
    Shape posed = pose.createTransformedShape(glyph);
    Rectangle2D bounds = posed.getBounds2D();
    double size = dice.uniform(0.45, 0.95);
    double scale =
        Math.min(
            size * height / bounds.getHeight(),
            Math.min(0.95, size * 1.1) * width / bounds.getWidth());
    double roomX = width * 0.98 - bounds.getWidth() * scale;
    double roomY = height * 0.98 - bounds.getHeight() * scale;
    AffineTransform place =
        AffineTransform.getTranslateInstance(
            width / 2.0 + roomX * dice.normal(0, 0.18),
            height / 2.0 + roomY * dice.normal(0, 0.18));
    place.scale(scale, scale);
    place.translate(-bounds.getCenterX(), -bounds.getCenterY());
    return place.createTransformedShape(posed);
  }

  /** Faint lines as on writing paper. */
  private static void rule(Dice dice, Graphics2D graphics, Palette palette, int width, int height) {
    Color ink = palette.ink();
    graphics.setColor(new Color(ink.getRed(), ink.getGreen(), ink.getBlue(), 70));
    double step = height * dice.uniform(0.2, 0.5);
    for (double y = step * dice.uniform(0, 1); y < height; y += step) {
      graphics.draw(new Line2D.Double(0, y, width, y));
    }
  }
}
