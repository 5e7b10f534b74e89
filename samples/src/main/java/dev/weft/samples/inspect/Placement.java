package dev.weft.samples.inspect;

import java.util.List;

/**
 * Where the boxes and arrows of a drawing are, in pixels from its upper left corner.
 *
 * @param width the width of all
 * @param height the height of all
 * @param boxes the places of the boxes, in their order
 * @param lines the bends of the arrows, in their order, ends among them
 */
record Placement(double width, double height, List<Rectangle> boxes, List<List<Point>> lines) {
  /**
   * A place of a box.
   *
   * @param x its left edge
   * @param y its upper edge
   * @param width its width
   * @param height its height
   */
  record Rectangle(double x, double y, double width, double height) {}

  /**
   * A point.
   *
   * @param x pixels to the right
   * @param y pixels down
   */
  record Point(double x, double y) {}

  /** Finds places for a drawing. */
  @FunctionalInterface
  interface Layout {
    /**
     * Returns the placement of a drawing.
     *
     * @param drawing the drawing
     * @param sizes the sizes of its boxes; their places are not read
     */
    Placement place(Drawing drawing, List<Rectangle> sizes);
  }
}
