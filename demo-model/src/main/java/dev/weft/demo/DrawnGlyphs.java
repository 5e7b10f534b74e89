package dev.weft.demo;

import java.awt.BasicStroke;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Characters as an unsteady hand draws them with pens of different widths. */
record DrawnGlyphs() implements GlyphSource {
  @Override
  public Shape draw(Dice dice, char character) {
    StrokeAlphabet.Letter letter = StrokeAlphabet.letter(character);
    double width = letter.aspect() * dice.uniform(0.8, 1.25);
    double shake = dice.uniform(0.5, 4);
    double bend = dice.normal(0, 4);
    double lean = dice.uniform(0, 2 * Math.PI);
    Map<Point2D, Point2D> hand = new HashMap<>();
    Path2D skeleton = new Path2D.Double();
    for (StrokeAlphabet.Stroke stroke : dice.pick(letter.variants())) {
      List<Point2D> points = new ArrayList<>();
      for (int i = 0; i < stroke.coordinates().size(); i += 2) {
        double x = stroke.coordinates().get(i);
        double y = stroke.coordinates().get(i + 1);
        points.add(
            hand.computeIfAbsent(
                new Point2D.Double(x, y),
                p ->
                    new Point2D.Double(
                        width * (dice.normal(x, shake) + bend * StrictMath.sin(lean + y / 25)),
                        dice.normal(y, shake) + bend * StrictMath.sin(lean + x / 30))));
      }
      PenPath.append(skeleton, points, stroke.kind());
    }
    float pen = (float) dice.uniform(4.5, 19);
    int cap = dice.chance(0.7) ? BasicStroke.CAP_ROUND : dice.below(3);
    int join = dice.chance(0.7) ? BasicStroke.JOIN_ROUND : BasicStroke.JOIN_MITER;
    return new BasicStroke(pen, cap, join, 4).createStrokedShape(skeleton);
  }
}
