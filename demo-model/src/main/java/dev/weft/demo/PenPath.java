package dev.weft.demo;

import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.List;

/** Turns the points that a pen passes into a path; curves are Catmull-Rom splines. */
final class PenPath {
  private PenPath() {}

  /**
   * Appends one stroke.
   *
   * @param kind {@code L} straight lines, {@code S} a smooth curve, {@code O} a closed smooth curve
   */
  static void append(Path2D path, List<Point2D> points, char kind) {
    Point2D start = points.get(0);
    path.moveTo(start.getX(), start.getY());
    int count = points.size();
    switch (kind) {
      case 'L' -> points.stream().skip(1).forEach(p -> path.lineTo(p.getX(), p.getY()));
      case 'S' -> {
        for (int i = 0; i < count - 1; i++) {
          Point2D before = points.get(Math.max(i - 1, 0));
          Point2D after = points.get(Math.min(i + 2, count - 1));
          curve(path, before, points.get(i), points.get(i + 1), after);
        }
      }
      case 'O' -> {
        for (int i = 0; i < count; i++) {
          Point2D before = points.get((i + count - 1) % count);
          Point2D after = points.get((i + 2) % count);
          curve(path, before, points.get(i), points.get((i + 1) % count), after);
        }
        path.closePath();
      }
      default ->
          throw new IllegalArgumentException("stroke kind '" + kind + "': expected L, S or O");
    }
  }

  private static void curve(Path2D path, Point2D before, Point2D from, Point2D to, Point2D after) {
    path.curveTo(
        from.getX() + (to.getX() - before.getX()) / 6,
        from.getY() + (to.getY() - before.getY()) / 6,
        to.getX() - (after.getX() - from.getX()) / 6,
        to.getY() - (after.getY() - from.getY()) / 6,
        to.getX(),
        to.getY());
  }
}
