package dev.weft.graph.op;

import dev.weft.Shape;
import java.util.List;
import java.util.Optional;

/**
 * The elements of ranges along the first axes, as Python's extended slices tell them: what is empty
 * stands for the end that a step comes from or goes to.
 *
 * @param begin first positions, negative if counted from the end
 * @param end the positions before which the ranges end, negative if counted from the end
 * @param step distances, 1 where empty; no list at all stands for 1 everywhere
 */
public record Slice(List<Optional<Long>> begin, List<Optional<Long>> end, List<Optional<Long>> step)
    implements Selection {
  /**
   * Checks the lists.
   *
   * @param begin first positions
   * @param end the positions before which the ranges end
   * @param step distances
   */
  public Slice {
    begin = List.copyOf(begin);
    end = List.copyOf(end);
    step = List.copyOf(step);
    if (begin.size() != end.size() || (!step.isEmpty() && step.size() != begin.size())) {
      throw new IllegalArgumentException(
          "begin " + begin + ", end " + end + " and step " + step + " differ in length");
    }
    if (step.contains(Optional.of(0L))) {
      throw new IllegalArgumentException("step " + step + " has a step of 0");
    }
  }

  @Override
  public String operator() {
    return "slice";
  }

  @Override
  public Shape select(List<Shape> inputs) {
    Shape data = inputs.get(0);
    if (begin.size() > data.rank()) {
      throw new IllegalArgumentException(
          "begin " + begin + " has more elements than data of shape " + data + " has dimensions");
    }
    Shape output = data;
    for (int axis = 0; axis < begin.size(); axis++) {
      int of = axis;
      output =
          Dimensions.with(
              output, axis, Dimensions.map(data.dimension(axis), size -> count(of, size)));
    }
    return output;
  }

  @Override
  public int[] positions(int axis, Shape data, Shape output) {
    long count = output.dimension(axis);
    return axis < begin.size()
        ? Selection.spaced(first(axis, data.dimension(axis)), distance(axis), count)
        : Selection.spaced(0, 1, count);
  }

  private long distance(int axis) {
    return step.isEmpty() ? 1 : step.get(axis).orElse(1L);
  }

  private long first(int axis, long size) {
    boolean forwards = distance(axis) > 0;
    long first = begin.get(axis).orElse(forwards ? 0 : size - 1);
    first += first < 0 ? size : 0;
    return forwards ? Math.max(first, 0) : Math.min(first, size - 1);
  }

  private long count(int axis, long size) {
    long distance = distance(axis);
    long first = first(axis, size);
    long last =
        end.get(axis)
            .map(given -> Math.min(size, Math.max(-1, given < 0 ? given + size : given)))
            .orElse(distance > 0 ? size : -1);
    long span = distance > 0 ? last - first : first - last;
    if (span <= 0 || first < 0 || first >= size) {
      throw new IllegalArgumentException(
          "begin "
              + begin
              + ", end "
              + end
              + " and step "
              + step
              + " tell no elements of axis "
              + axis
              + ", which has size "
              + size
              + ", expected at least one");
    }
    return (span - 1) / Math.abs(distance) + 1;
  }
}
