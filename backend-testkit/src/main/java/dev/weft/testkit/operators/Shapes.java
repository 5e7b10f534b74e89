package dev.weft.testkit.operators;

import java.util.Arrays;
import java.util.List;

/** Shapes that cases share: odd sizes, batches, dimensions of size 1. */
final class Shapes {

  /** One of each rank, and some with dimensions of size 1. */
  static final List<int[]> ALL =
      List.of(
          new int[] {5},
          new int[] {1},
          new int[] {2, 3},
          new int[] {1, 7},
          new int[] {9, 1},
          new int[] {2, 3, 4},
          new int[] {1, 1, 1},
          new int[] {3, 1, 5},
          new int[] {2, 3, 5, 7},
          new int[] {1, 6, 9, 1},
          new int[] {2, 3, 1, 4, 5});

  /** A few of them, for families with many operators. */
  static final List<int[]> FEW =
      List.of(
          new int[] {7},
          new int[] {3, 5},
          new int[] {1, 1, 9},
          new int[] {2, 3, 5, 7},
          new int[] {1, 2, 1, 3, 4});

  private Shapes() {}

  static int count(int... shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** The shape with another size in one place. */
  static int[] with(int[] shape, int axis, int size) {
    int[] changed = shape.clone();
    changed[axis] = size;
    return changed;
  }

  /** The shape without one dimension. */
  static int[] without(int[] shape, int axis) {
    int[] rest = new int[shape.length - 1];
    System.arraycopy(shape, 0, rest, 0, axis);
    System.arraycopy(shape, axis + 1, rest, axis, rest.length - axis);
    return rest;
  }
}
