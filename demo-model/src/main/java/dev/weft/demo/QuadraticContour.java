package dev.weft.demo;

import java.awt.geom.Path2D;
import java.util.function.IntPredicate;

/**
 * A closed TrueType contour: points on the curve and control points off it, where two neighbouring
 * control points imply a curve point half-way between them.
 */
final class QuadraticContour {
  private QuadraticContour() {}

  /**
   * Appends the contour that {@code count} points from {@code first} describe.
   *
   * @param points x and y in turn
   * @param onCurve whether the point of that number lies on the curve
   */
  static void append(Path2D path, double[] points, int first, int count, IntPredicate onCurve) {
    if (count < 2) {
      return;
    }
    int last = first + count - 1;
    double startX = points[2 * first];
    double startY = points[2 * first + 1];
    if (!onCurve.test(first)) {
      startX = (startX + points[2 * last]) / 2;
      startY = (startY + points[2 * last + 1]) / 2;
      if (onCurve.test(last)) {
        startX = points[2 * last];
        startY = points[2 * last + 1];
      }
    }
    path.moveTo(startX, startY);
    for (int p = onCurve.test(first) ? first + 1 : first; p <= last; p++) {
      double x = points[2 * p];
      double y = points[2 * p + 1];
      if (onCurve.test(p)) {
        path.lineTo(x, y);
      } else if (p == last) {
        path.quadTo(x, y, startX, startY);
      } else if (onCurve.test(p + 1)) {
        p++;
        path.quadTo(x, y, points[2 * p], points[2 * p + 1]);
      } else {
        path.quadTo(x, y, (x + points[2 * p + 2]) / 2, (y + points[2 * p + 3]) / 2);
      }
    }
    path.closePath();
  }
}
