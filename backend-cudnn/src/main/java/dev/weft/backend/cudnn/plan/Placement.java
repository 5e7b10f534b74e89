package dev.weft.backend.cudnn.plan;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.Queue;
import java.util.ArrayList;
import java.util.List;

/**
 * An order of the elements of a value that a library wants: each run of them has a place, and what
 * no run fills is zero. Each element is in one run. Immutable; equal ones are the same form of a
 * constant.
 *
 * @param plain how the elements lie before
 * @param count how many elements there are afterwards
 * @param runs the runs
 */
public record Placement(Layout plain, long count, List<Run> runs) {
  /**
   * Elements that stay side by side.
   *
   * @param from the first one's position before
   * @param to its position afterwards
   * @param count how many they are
   */
  public record Run(long from, long to, long count) {}

  /**
   * Makes a placement; runs that follow one another on both sides become one.
   *
   * @param plain how the elements lie before
   * @param count how many elements there are afterwards
   * @param runs the runs
   */
  public Placement {
    List<Run> joined = new ArrayList<>();
    for (Run run : runs) {
      Run last = joined.isEmpty() ? run : joined.get(joined.size() - 1);
      boolean follows =
          last.from() + last.count() == run.from() && last.to() + last.count() == run.to();
      if (follows) {
        joined.set(joined.size() - 1, new Run(last.from(), last.to(), last.count() + run.count()));
      } else {
        joined.add(run);
      }
    }
    runs = List.copyOf(joined);
  }

  /**
   * {@return the placement of rows that become longer}
   *
   * @param plain how the rows lie before, along the last axis
   * @param columns how long they are afterwards
   */
  public static Placement widened(Layout plain, long columns) {
    Shape shape = plain.shape();
    long width = shape.dimension(shape.rank() - 1);
    long rows = shape.elementCount() / width;
    List<Run> runs = new ArrayList<>();
    for (long row = 0; row < rows; row++) {
      runs.add(new Run(row * width, row * columns, width));
    }
    return new Placement(plain, rows * columns, runs);
  }

  /** {@return how the elements lie afterwards, as one row} */
  public Layout placed() {
    return Layout.plain(plain.type(), Shape.of(count));
  }

  /**
   * Puts the copies on a queue.
   *
   * @param queue the queue
   * @param from where the elements are
   * @param to where they go
   */
  public void place(Queue queue, long from, long to) {
    int size = plain.type().byteSize();
    if (plain.shape().elementCount() < count) {
      queue.clear(to, count * size);
    }
    runs.forEach(
        run ->
            queue.copyWithin(to + run.to() * size, from + run.from() * size, run.count() * size));
  }

  /**
   * Puts the copies back on a queue.
   *
   * @param queue the queue
   * @param from where the placed elements are
   * @param to where they go
   */
  public void restore(Queue queue, long from, long to) {
    int size = plain.type().byteSize();
    runs.forEach(
        run ->
            queue.copyWithin(to + run.from() * size, from + run.to() * size, run.count() * size));
  }
}
