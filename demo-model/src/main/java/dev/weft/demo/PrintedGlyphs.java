package dev.weft.demo;

import java.awt.Shape;
import java.util.List;

/** Characters as fonts print them. */
record PrintedGlyphs(List<TrueTypeFont> fonts) implements GlyphSource {
  @Override
  public Shape draw(Dice dice, char character) {
    return dice.pick(fonts).outline(character);
  }
}
