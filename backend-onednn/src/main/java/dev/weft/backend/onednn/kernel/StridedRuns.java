package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import java.util.Arrays;

/**
 * How the elements of a shape lie in memory when some axes are kept and others are reduced:
 * neighbours of one kind form runs of one length, whose first elements are told by offsets.
 * Immutable.
 */
final class StridedRuns {
  private final int length;
  private final boolean endsReduced;
  private final Axes kept;
  private final Axes reduced;

  /** Sizes and distances of axes of one kind, outermost first. */
  @SuppressWarnings("ArrayRecordComponent") // never leaves this class, never compared
  private record Axes(int[] sizes, int[] strides) {
    int count() {
      return Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    }

    int offset(int index) {
      int rest = index;
      int offset = 0;
      for (int axis = sizes.length - 1; axis >= 0; axis--) {
        offset += rest % sizes[axis] * strides[axis];
        rest /= sizes[axis];
      }
      return offset;
    }
  }

  private final int keptCount;
  private final int reducedCount;

  private StridedRuns(int length, boolean endsReduced, Axes kept, Axes reduced) {
    this.length = length;
    this.endsReduced = endsReduced;
    this.kept = kept;
    this.reduced = reduced;
    this.keptCount = kept.count();
    this.reducedCount = reduced.count();
  }

  static StridedRuns of(Shape shape, boolean... isReduced) {
    int[] sizes = new int[shape.rank()];
    boolean[] kinds = new boolean[shape.rank()];
    int count = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      int size = Math.toIntExact(shape.dimension(axis));
      if (count > 0 && kinds[count - 1] == isReduced[axis]) {
        sizes[count - 1] *= size;
      } else if (size != 1) {
        kinds[count] = isReduced[axis];
        sizes[count++] = size;
      }
    }
    if (count == 0) {
      return new StridedRuns(
          1, true, new Axes(new int[0], new int[0]), new Axes(new int[0], new int[0]));
    }
    return new StridedRuns(
        sizes[count - 1],
        kinds[count - 1],
        axes(sizes, kinds, count, false),
        axes(sizes, kinds, count, true));
  }

  private static Axes axes(int[] sizes, boolean[] kinds, int count, boolean kind) {
    int[] own = new int[count];
    int[] strides = new int[count];
    int found = count;
    int stride = sizes[count - 1];
    for (int axis = count - 2; axis >= 0; axis--) {
      if (kinds[axis] == kind) {
        own[--found] = sizes[axis];
        strides[found] = stride;
      }
      stride *= sizes[axis];
    }
    return new Axes(
        Arrays.copyOfRange(own, found, count), Arrays.copyOfRange(strides, found, count));
  }

  /** Returns the length of a run. */
  int length() {
    return length;
  }

  /** Returns whether the elements of a run are reduced, rather than kept. */
  boolean endsReduced() {
    return endsReduced;
  }

  /** Returns the number of results, for each element of a run where these are kept. */
  int keptCount() {
    return keptCount;
  }

  int keptOffset(int index) {
    return kept.offset(index);
  }

  /** Returns the number of runs for each result. */
  int reducedCount() {
    return reducedCount;
  }

  int reducedOffset(int index) {
    return reduced.offset(index);
  }

  /** Returns the number of elements for each result. */
  int reducedElements() {
    return endsReduced ? reducedCount * length : reducedCount;
  }
}
