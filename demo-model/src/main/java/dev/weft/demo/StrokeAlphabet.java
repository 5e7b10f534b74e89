package dev.weft.demo;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The skeletons of drawn characters, several variants each, in a box of 100 by 100 with y
 * downwards.
 *
 * <p>A variant is a list of strokes parted by semicolons. A stroke is a letter and the points it
 * passes: {@code L} straight lines, {@code S} a smooth curve, {@code O} a closed smooth curve.
 * Points that are equal stay together when a character is drawn with an unsteady hand.
 */
final class StrokeAlphabet {
  private static final String RING = "O 50,0 84,14 100,50 84,86 50,100 16,86 0,50 16,14";
  private static final String SLIM_RING = "O 50,0 88,20 95,50 88,80 50,100 12,80 5,50 12,20";

  private static final List<Letter> LETTERS =
      List.of(
          letter(
              "0",
              0.66,
              SLIM_RING,
              RING,
              SLIM_RING + ";L 82,14 18,86",
              "O 50,0 92,28 90,75 50,100 8,72 8,25"),
          letter(
              "1",
              0.4,
              "L 50,0 50,100",
              "L 10,28 55,0 55,100",
              "L 10,25 55,0 55,100;L 15,100 95,100"),
          letter(
              "2",
              0.64,
              "S 8,25 20,6 50,0 82,8 92,30 75,55 40,80 5,100;L 5,100 95,100",
              "S 10,22 45,0 86,16 74,52 10,100;L 10,100 95,96",
              "S 10,22 50,0 88,25 60,68 20,98 8,86 25,78 60,96 95,95"),
          letter(
              "3",
              0.62,
              "S 10,12 45,0 85,12 80,38 45,47;S 45,47 88,58 92,82 55,100 8,88",
              "L 10,0 88,0 45,42;S 45,42 86,54 92,80 52,100 8,90",
              "S 12,8 60,0 88,22 45,46;S 45,46 95,62 80,95 40,100 5,85"),
          letter(
              "4",
              0.68,
              "L 68,100 68,0 5,68 98,68",
              "L 25,0 8,58 95,58;L 72,20 72,100",
              "L 50,0 5,66 95,66;L 70,38 70,100"),
          letter(
              "5",
              0.64,
              "L 88,0 18,0 14,45;S 14,45 50,36 90,58 82,90 45,100 8,88",
              "L 18,0 16,42;S 16,42 62,36 92,66 70,97 8,94;L 18,0 90,2"),
          letter(
              "6",
              0.62,
              "S 80,5 45,15 14,50 12,75 30,98 65,100 90,78 75,55 45,50 15,68",
              "S 68,0 30,32 8,72;O 50,46 90,73 50,100 8,72",
              "S 90,14 60,0 22,22 8,60 28,97 70,97 92,72 70,47 30,50 10,66"),
          letter(
              "7",
              0.62,
              "L 5,0 95,0 35,100",
              "L 5,0 95,0 35,100;L 32,50 80,50",
              "L 5,16 5,0 95,0 40,100",
              "L 5,2 95,0;S 95,0 62,42 45,100"),
          letter(
              "8",
              0.62,
              "O 50,0 84,12 84,36 50,47 16,36 16,12;O 50,47 94,60 90,90 50,100 10,90 6,60",
              "O 85,15 50,0 15,15 25,38 75,62 92,82 50,100 8,82 25,62 75,38"),
          letter(
              "9",
              0.62,
              "S 20,95 55,85 86,50 88,25 70,2 35,0 10,22 25,45 55,50 85,32",
              "O 50,0 90,26 50,54 10,26;L 90,26 84,100",
              "O 50,0 90,26 50,54 10,26;S 90,26 84,70 52,100"),
          letter(
              "A",
              0.78,
              "L 0,100 50,0 100,100;L 20,62 80,62",
              "S 5,100 8,40 50,0 92,40 95,100;L 7,58 93,58",
              "L 8,100 45,0 92,100;L 18,72 84,66"),
          letter(
              "B",
              0.66,
              "L 8,0 8,100;S 8,0 60,0 85,14 80,38 50,47 8,47;S 8,47 65,48 95,65 88,92 55,100 8,100",
              "L 12,0 12,100;S 0,2 55,0 82,22 55,45 12,48;S 12,48 80,52 90,80 50,100 0,98"),
          letter(
              "C",
              0.74,
              "S 95,18 75,3 45,0 12,22 2,50 12,80 45,100 75,97 95,82",
              "S 88,12 45,0 8,50 45,100 90,88",
              "S 90,8 50,2 10,30 10,72 52,99 92,94"),
          letter(
              "D",
              0.74,
              "L 10,0 10,100;S 10,0 55,2 92,25 98,50 92,75 55,98 10,100",
              "L 15,0 15,100;S 0,0 50,0 95,28 96,70 55,100 2,100"),
          letter(
              "E",
              0.62,
              "L 92,0 8,0 8,100 92,100;L 8,48 80,48",
              "S 90,8 45,0 12,20 48,47;S 48,47 5,66 15,95 50,100 92,90",
              "L 8,0 8,100 95,97;L 8,0 92,2;L 8,52 70,50"),
          letter(
              "F", 0.6, "L 92,0 8,0 8,100;L 8,48 75,48", "L 15,0 12,100;L 0,0 95,4;L 12,44 85,44"),
          letter(
              "G",
              0.76,
              "S 92,18 70,2 40,0 10,25 2,55 15,85 50,100 80,95 93,75;L 93,75 95,52 58,52",
              "S 92,16 45,0 6,50 45,100 93,78;L 93,100 93,55 60,55",
              "S 90,12 50,0 6,40 20,90 60,98 90,72;L 90,72 90,56;L 55,56 100,56"),
          letter(
              "H",
              0.74,
              "L 8,0 8,100;L 92,0 92,100;L 8,50 92,50",
              "L 12,0 5,100;L 95,0 88,100;L 8,54 92,46"),
          letter("I", 0.4, "L 50,0 50,100", "L 50,0 50,100;L 10,0 90,0;L 10,100 90,100"),
          letter(
              "J",
              0.56,
              "L 78,0 78,68;S 78,68 68,93 40,100 14,90 5,68",
              "L 72,0 72,70;S 72,70 62,96 35,100 5,84;L 38,0 100,0"),
          letter(
              "K",
              0.7,
              "L 10,0 10,100;L 90,0 12,58;L 36,41 95,100",
              "L 10,0 10,100;L 88,0 12,50 92,100"),
          letter("L", 0.6, "L 10,0 10,100 92,100", "L 14,0 6,100 95,96"),
          letter("M", 0.88, "L 5,100 5,0 50,65 95,0 95,100", "L 2,100 18,0 50,82 82,0 98,100"),
          letter("N", 0.76, "L 8,100 8,0 92,100 92,0", "L 5,100 12,0 86,100 95,0"),
          letter("O", 0.84, RING, SLIM_RING, "O 50,0 96,26 94,76 50,100 5,74 4,25"),
          letter(
              "P",
              0.64,
              "L 10,0 10,100;S 10,0 65,0 95,18 90,45 60,55 10,56",
              "L 15,0 12,100;S 0,2 60,0 94,28 58,54 14,54"),
          letter(
              "Q",
              0.84,
              RING + ";L 60,66 102,108",
              SLIM_RING + ";S 45,76 66,78 84,104 108,102",
              RING + ";L 72,72 95,112"),
          letter(
              "R",
              0.68,
              "L 10,0 10,100;S 10,0 65,0 93,16 88,42 60,52 10,53;L 48,53 95,100",
              "L 14,0 12,100;S 0,2 60,0 92,26 58,50 13,52;L 13,52 92,100"),
          letter(
              "S",
              0.64,
              "S 88,14 55,0 15,12 15,35 50,49 85,65 88,88 45,100 8,86",
              "S 92,10 45,0 8,24 50,50 94,76 55,100 5,92"),
          letter("T", 0.72, "L 0,0 100,0;L 50,0 50,100", "L 2,4 98,0;L 52,2 46,100"),
          letter(
              "U",
              0.74,
              "L 6,0 6,60;S 6,60 18,92 50,100 82,92 94,60;L 94,60 94,0",
              "S 8,0 8,55 22,94 50,100 78,94 92,55 92,0"),
          letter("V", 0.76, "L 2,0 50,100 98,0", "L 6,0 46,100 96,2"),
          letter(
              "W",
              0.95,
              "L 0,0 25,100 50,25 75,100 100,0",
              "L 0,0 22,100 50,0 78,100 100,0",
              "S 2,0 12,82 28,100 50,35;S 50,35 72,100 88,82 98,0"),
          letter("X", 0.74, "L 2,0 98,100;L 98,0 2,100", "L 10,2 90,100;L 95,0 4,98"),
          letter("Y", 0.74, "L 2,0 50,50 98,0;L 50,50 50,100", "L 98,0 28,100;L 4,2 54,60"),
          letter(
              "Z",
              0.7,
              "L 5,0 95,0 5,100 95,100",
              "L 8,2 94,0 6,100 96,97",
              "L 5,0 95,0 5,100 95,100;L 25,50 75,50"));

  private StrokeAlphabet() {}

  /** How one character can be drawn: its usual width per height, and its skeletons. */
  record Letter(char character, double aspect, List<List<Stroke>> variants) {}

  /** One movement of the pen through points given as x and y in turn. */
  record Stroke(char kind, List<Double> coordinates) {}

  /** The letter of a digit or capital letter. */
  static Letter letter(char character) {
    return LETTERS.stream()
        .filter(letter -> letter.character == character)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no strokes for '" + character + "'"));
  }

  private static Letter letter(String character, double aspect, String... variants) {
    return new Letter(
        character.charAt(0), aspect, Arrays.stream(variants).map(StrokeAlphabet::strokes).toList());
  }

  private static List<Stroke> strokes(String variant) {
    return Arrays.stream(variant.split(";")).map(StrokeAlphabet::stroke).toList();
  }

  private static Stroke stroke(String text) {
    return Arrays.stream(text.substring(2).split("[ ,]"))
        .map(Double::valueOf)
        .collect(
            Collectors.collectingAndThen(
                Collectors.toList(), c -> new Stroke(text.charAt(0), List.copyOf(c))));
  }
}
