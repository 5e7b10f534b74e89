package dev.weft.demo;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Labelled pictures, ready for the network.
 *
 * @param glyphs in the order in which they were made
 */
record GlyphSet(List<Glyph> glyphs) {
  GlyphSet {
    glyphs = List.copyOf(glyphs);
  }

  /**
   * One picture.
   *
   * @param grey {@code 32 * 32} grey values, row by row
   * @param classNumber what it shows
   * @param look how it was drawn
   */
  // An array is right here: a set has tens of thousands of pictures, and nobody compares them.
  @SuppressWarnings("ArrayRecordComponent")
  record Glyph(byte[] grey, int classNumber, Look look) {}

  int size() {
    return glyphs.size();
  }

  /**
   * Paints pictures in which all classes, and all looks given, are equally frequent. Half of them
   * are resized with averaging, so that the network does not depend on how a program shrinks a
   * picture.
   */
  static GlyphSet painted(GlyphPainter painter, long seed, int size, List<Look> looks) {
    int classes = GlyphClasses.count();
    return new GlyphSet(
        IntStream.range(0, size)
            .parallel()
            .mapToObj(
                i -> {
                  Dice dice = Dice.of(seed, i);
                  int classNumber = i % classes;
                  Look look = looks.get(i / classes % looks.size());
                  var image = painter.paint(dice, classNumber, look);
                  int taps = dice.chance(0.5) ? 1 : 1 + image.getHeight() / Preprocessing.SIZE;
                  return new Glyph(Preprocessing.grey(image, taps), classNumber, look);
                })
            .toList());
  }
}
