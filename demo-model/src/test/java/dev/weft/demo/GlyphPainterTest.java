package dev.weft.demo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GlyphPainterTest {
  private static final List<Look> LOOKS = List.of(Look.values());

  private final GlyphPainter painter = GlyphPainter.open();

  @Test
  void sameSeedGivesSameBytes() {
    int size = GlyphClasses.count() * LOOKS.size();
    GlyphSet first = GlyphSet.painted(painter, 17, size, LOOKS);
    GlyphSet second = GlyphSet.painted(GlyphPainter.open(), 17, size, LOOKS);
    for (int i = 0; i < size; i++) {
      assertArrayEquals(
          first.glyphs().get(i).grey(), second.glyphs().get(i).grey(), "picture " + i);
    }
  }

  @Test
  void anotherSeedGivesOtherPictures() {
    byte[] first = GlyphSet.painted(painter, 17, 1, LOOKS).glyphs().get(0).grey();
    byte[] second = GlyphSet.painted(painter, 18, 1, LOOKS).glyphs().get(0).grey();
    assertFalse(Arrays.equals(first, second));
  }

  @Test
  void everyClassAndLookIsEquallyFrequent() {
    int size = GlyphClasses.count() * LOOKS.size() * 2;
    GlyphSet set = GlyphSet.painted(painter, 1, size, LOOKS);
    for (int classNumber = 0; classNumber < GlyphClasses.count(); classNumber++) {
      for (Look look : LOOKS) {
        int wanted = classNumber;
        long count =
            set.glyphs().stream()
                .filter(glyph -> glyph.classNumber() == wanted && glyph.look() == look)
                .count();
        assertEquals(2, count, GlyphClasses.label(classNumber) + " " + look);
      }
    }
  }

  @Test
  void everyPictureShowsSomething() {
    int size = GlyphClasses.count() * LOOKS.size();
    for (GlyphSet.Glyph glyph : GlyphSet.painted(painter, 5, size, LOOKS).glyphs()) {
      int darkest = 255;
      int lightest = 0;
      for (byte grey : glyph.grey()) {
        darkest = Math.min(darkest, grey & 0xFF);
        lightest = Math.max(lightest, grey & 0xFF);
      }
      assertTrue(lightest - darkest > 30, glyph.look() + " " + glyph.classNumber());
    }
  }
}
