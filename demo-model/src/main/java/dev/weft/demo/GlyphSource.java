package dev.weft.demo;

import java.awt.Shape;

/** Something that knows how characters look. Implementations are immutable. */
interface GlyphSource {
  /** The area that a character covers, at any size and place, y downwards. */
  Shape draw(Dice dice, char character);
}
