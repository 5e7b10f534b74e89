package dev.weft.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GlyphClassesTest {
  @Test
  void charactersThatLookAlikeShareAClass() {
    assertEquals(GlyphClasses.classOf('0'), GlyphClasses.classOf('O'));
    assertEquals("1 or I", GlyphClasses.label(GlyphClasses.classOf('I')));
    assertEquals(34, GlyphClasses.count());
  }

  @Test
  void everyCharacterCanBeDrawn() {
    for (int i = 0; i < GlyphClasses.count(); i++) {
      for (char character : GlyphClasses.charactersOf(i).toCharArray()) {
        assertFalse(StrokeAlphabet.letter(character).variants().isEmpty());
      }
    }
  }

  @Test
  void characterWithoutClassIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> GlyphClasses.classOf('a'));
  }

  @Test
  void storedLabelsAreThoseOfTheClasses() throws IOException {
    assertEquals(GlyphClasses.labels(), Files.readAllLines(Path.of("model/synset.txt")));
  }
}
