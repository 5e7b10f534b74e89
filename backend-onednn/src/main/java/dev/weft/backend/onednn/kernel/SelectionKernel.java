package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import dev.weft.graph.op.Selection;
import java.util.ArrayList;
import java.util.List;

/**
 * Elements picked along each axis on its own, of any type. Neighbours that stay neighbours are
 * copied together, and a part of the output that repeats the one before it is copied from there.
 */
public final class SelectionKernel implements Kernel {
  /** For each axis that is walked, the offset of each of its positions in the input, or below 0. */
  private final int[][] offsets;

  /** For each axis that is walked, the number of output elements at one of its positions. */
  private final int[] spans;

  /** Runs of the last axis that is walked: offset in the input, or below 0, and element count. */
  private final int[][] runs;

  private final double constant;

  /**
   * Makes a kernel.
   *
   * @param op the operator
   * @param data the shape of its first input
   * @param output the shape of the output
   */
  public SelectionKernel(Selection op, Shape data, Shape output) {
    Shape aligned = op.aligned(data, output);
    this.constant = op.constant();
    int rank = output.rank();
    int[][] positions = new int[rank][];
    for (int axis = 0; axis < rank; axis++) {
      positions[axis] = op.positions(axis, aligned, output);
    }
    int block = 1;
    int last = rank - 1;
    while (last > 0 && isWhole(positions[last], aligned.dimension(last))) {
      block *= positions[last].length;
      last--;
    }
    int walked = Math.max(0, last);
    this.offsets = new int[walked][];
    this.spans = new int[walked];
    long[] strides = StridedCopy.rowMajor(aligned);
    int span = block * (rank == 0 ? 1 : positions[walked].length);
    for (int axis = walked - 1; axis >= 0; axis--) {
      offsets[axis] = scaled(positions[axis], Math.toIntExact(strides[axis]));
      spans[axis] = span;
      span *= positions[axis].length;
    }
    this.runs = rank == 0 ? new int[][] {{0, 1}} : runs(positions[walked], block);
  }

  private static boolean isWhole(int[] positions, long size) {
    boolean whole = positions.length == size;
    for (int i = 0; i < positions.length && whole; i++) {
      whole = positions[i] == i;
    }
    return whole;
  }

  private static int[] scaled(int[] positions, int stride) {
    int[] scaled = positions.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= scaled[i] == Selection.NONE ? 1 : stride;
    }
    return scaled;
  }

  private static int[][] runs(int[] positions, int block) {
    List<int[]> runs = new ArrayList<>();
    int begin = 0;
    for (int i = 1; i <= positions.length; i++) {
      boolean ends = i == positions.length;
      if (!ends) {
        boolean none = positions[begin] == Selection.NONE;
        ends = positions[i] != (none ? Selection.NONE : positions[begin] + i - begin);
      }
      if (ends && begin < i) {
        int from = positions[begin] == Selection.NONE ? Selection.NONE : positions[begin] * block;
        runs.add(new int[] {from, (i - begin) * block});
        begin = i;
      }
    }
    return runs.toArray(int[][]::new);
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    walk(inputs[0], outputs[0], 0, 0, 0);
  }

  private void walk(Elements from, Elements to, int axis, int source, int target) {
    if (axis == offsets.length) {
      row(from, to, source, target);
      return;
    }
    int[] own = offsets[axis];
    int span = spans[axis];
    int next = target;
    for (int i = 0; i < own.length; i++) {
      if (i > 0 && own[i] == own[i - 1]) {
        copy(to, next - span, to, next, span);
      } else if (own[i] < 0) {
        fill(to, next, span);
      } else {
        walk(from, to, axis + 1, source + own[i], next);
      }
      next += span;
    }
  }

  private void row(Elements from, Elements to, int source, int target) {
    int next = target;
    for (int[] run : runs) {
      if (run[0] < 0) {
        fill(to, next, run[1]);
      } else {
        copy(from, source + run[0], to, next, run[1]);
      }
      next += run[1];
    }
  }

  private static void copy(Elements from, int source, Elements to, int target, int count) {
    int elementBytes = to.type().byteSize();
    if (elementBytes != Integer.BYTES) {
      to.bytes()
          .put(target * elementBytes, from.bytes(), source * elementBytes, count * elementBytes);
    } else if (count == 1) {
      to.ints().put(target, from.ints().get(source));
    } else {
      to.ints().put(target, from.ints(), source, count);
    }
  }

  private void fill(Elements to, int target, int count) {
    for (int i = target; i < target + count; i++) {
      to.set(i, constant);
    }
  }
}
