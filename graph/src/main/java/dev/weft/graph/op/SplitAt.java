package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A value cut along an axis at given places, or into parts that are as equal as can be.
 *
 * @param begins where each part begins, the first at 0; empty for parts of nearly one size
 * @param outputs the number of parts
 * @param axis the axis, negative if counted from the end
 * @param squeezes whether the axis, of size 1 in each part, is removed
 */
public record SplitAt(List<Long> begins, int outputs, int axis, boolean squeezes) implements Op {
  /**
   * Checks the numbers.
   *
   * @param begins where each part begins, or empty
   * @param outputs the number of parts
   * @param axis the axis
   * @param squeezes whether the axis is removed
   */
  public SplitAt {
    begins = List.copyOf(begins);
    if (outputs < 1) {
      throw new IllegalArgumentException(
          "sections is " + outputs + " and indices " + begins + ", expected one of them");
    }
    for (int i = 0; i < begins.size(); i++) {
      if (i == 0 ? begins.get(0) != 0 : begins.get(i) < begins.get(i - 1)) {
        throw new IllegalArgumentException(
            "indices are " + begins + ", expected ascending numbers from 0");
      }
    }
  }

  /**
   * {@return a value cut at given places}
   *
   * @param begins where each part begins, the first at 0
   * @param axis the axis
   * @param squeezes whether the axis is removed
   */
  public static SplitAt places(List<Long> begins, int axis, boolean squeezes) {
    return new SplitAt(begins, begins.size(), axis, squeezes);
  }

  /**
   * {@return a value cut into parts of nearly one size, longer ones first}
   *
   * @param sections the number of parts
   * @param axis the axis
   * @param squeezes whether the axis is removed
   */
  public static SplitAt sections(int sections, int axis, boolean squeezes) {
    return new SplitAt(List.of(), sections, axis, squeezes);
  }

  @Override
  public String operator() {
    return "_split_v2";
  }

  /**
   * {@return the size of each part}
   *
   * @param size the size of the whole
   * @throws IllegalArgumentException if a part begins behind the end
   */
  public long[] sizes(long size) {
    long[] sizes = new long[outputs];
    for (int i = 0; i < outputs; i++) {
      if (begins.isEmpty()) {
        sizes[i] = size / outputs + (i < size % outputs ? 1 : 0);
      } else {
        sizes[i] = (i + 1 < outputs ? begins.get(i + 1) : size) - begins.get(i);
      }
      if (sizes[i] < 0 || (squeezes && sizes[i] != 1)) {
        throw new IllegalArgumentException(
            "a dimension of size "
                + size
                + " has "
                + sizes[i]
                + " elements in part "
                + i
                + ", expected "
                + (squeezes ? "1" : "at least 0"));
      }
    }
    return sizes;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    if (!data.isRankKnown()) {
      return Collections.nCopies(outputs, inputs.get(0));
    }
    int position = Dimensions.axis(axis, data.rank());
    long size = data.dimension(position);
    if (squeezes) {
      Shape rest = Dimensions.without(data, position);
      if (size != Shape.UNKNOWN) {
        sizes(size);
      }
      return Collections.nCopies(outputs, inputs.get(0).withShape(rest));
    }
    if (size == Shape.UNKNOWN) {
      return Collections.nCopies(outputs, inputs.get(0));
    }
    List<ValueType> parts = new ArrayList<>();
    for (long part : sizes(size)) {
      parts.add(inputs.get(0).withShape(Dimensions.with(data, position, part)));
    }
    return parts;
  }
}
