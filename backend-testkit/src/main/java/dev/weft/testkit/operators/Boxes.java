package dev.weft.testkit.operators;

import java.util.Random;

/** Distributions of rows that hold boxes. */
final class Boxes {

  private Boxes() {}

  /** Rows of left, top, right, bottom, within 0 to a limit. */
  static Fill corners(double limit) {
    return Fill.rows("boxes up to " + limit, (random, number, row) -> box(random, row, 0, limit));
  }

  /** Rows of a centre, a width and a height. */
  static Fill centres(double limit) {
    return Fill.rows(
        "centred boxes up to " + limit,
        (random, number, row) -> {
          row[0] = limit * random.nextDouble();
          row[1] = limit * random.nextDouble();
          row[2] = limit * (0.05 + 0.4 * random.nextDouble());
          row[3] = limit * (0.05 + 0.4 * random.nextDouble());
        });
  }

  /** Rows of a class, a score and a box; some of class −1, scores all different. */
  static Fill scored(int classes) {
    return Fill.rows(
        "detections of " + classes + " classes",
        (random, number, row) -> {
          row[0] = random.nextInt(8) == 0 ? -1 : random.nextInt(classes);
          row[1] = score(random, number);
          box(random, row, 2, 1);
        });
  }

  /** Rows of a score and a box. */
  static Fill scoredAlone() {
    return Fill.rows(
        "scored boxes",
        (random, number, row) -> {
          row[0] = score(random, number);
          box(random, row, 1, 1);
        });
  }

  /** Rows of an image's number and a box in pixels. */
  static Fill regions(int images, double limit) {
    return Fill.rows(
        "regions of " + images + " images up to " + limit,
        (random, number, row) -> {
          row[0] = number % images;
          box(random, row, 1, limit);
        });
  }

  private static double score(Random random, int number) {
    return random.nextInt(1000) / 1000.0 + number * 1e-5;
  }

  /** Boxes lie near each other, so that many overlap. */
  private static void box(Random random, double[] row, int from, double limit) {
    double x = limit * (0.1 + 0.4 * random.nextDouble());
    double y = limit * (0.1 + 0.4 * random.nextDouble());
    row[from] = x;
    row[from + 1] = y;
    row[from + 2] = x + limit * (0.1 + 0.4 * random.nextDouble());
    row[from + 3] = y + limit * (0.1 + 0.4 * random.nextDouble());
  }
}
