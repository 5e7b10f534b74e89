package dev.weft.demo;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The classes of the model: digits and capital letters, where characters that only context can tell
 * apart share one class.
 */
final class GlyphClasses {
  /** Class number to the characters that belong to it. */
  private static final List<String> CHARACTERS =
      List.of(
          "0O", "1I", "2", "3", "4", "5", "6", "7", "8", "9", "A", "B", "C", "D", "E", "F", "G",
          "H", "J", "K", "L", "M", "N", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z");

  private GlyphClasses() {}

  static int count() {
    return CHARACTERS.size();
  }

  /** The characters of a class, at least one. */
  static String charactersOf(int classNumber) {
    return CHARACTERS.get(classNumber);
  }

  static int classOf(char character) {
    return IntStream.range(0, count())
        .filter(i -> CHARACTERS.get(i).indexOf(character) >= 0)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "character '" + character + "' has no class: expected 0-9 or A-Z"));
  }

  /** The label of a class as {@code synset.txt} has it, such as {@code 7} or {@code 0 or O}. */
  static String label(int classNumber) {
    return String.join(" or ", CHARACTERS.get(classNumber).split(""));
  }

  /** The labels in the order of the classes. */
  static List<String> labels() {
    return IntStream.range(0, count()).mapToObj(GlyphClasses::label).toList();
  }
}
