package dev.weft.backend.onednn.kernel;

import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.graph.op.TopK;
import java.util.Arrays;
import java.util.Comparator;

/**
 * {@link TopK} along an axis. Of equal elements that which comes first in the row stays before the
 * others.
 */
public final class TopKKernel implements Kernel {
  private final AxisSpan span;
  private final int count;
  private final TopK.Result result;
  private final boolean ascending;

  /**
   * Makes a kernel.
   *
   * @param op the operator
   * @param span the data, seen from the axis
   */
  public TopKKernel(TopK op, AxisSpan span) {
    this.span = span;
    this.count = op.count() > 0 ? Math.toIntExact(op.count()) : span.size();
    this.result = op.result();
    this.ascending = op.ascending();
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    Elements data = inputs[0];
    int step = span.after();
    if (result == TopK.Result.MASK) {
      for (int i = 0; i < outputs[0].count(); i++) {
        outputs[0].setLong(i, 0);
      }
    }
    long[] keys = new long[span.size()];
    for (int row = 0; row < span.before() * step; row++) {
      int outer = row / step;
      int first = outer * span.size() * step + row % step;
      sort(data, first, keys);
      int target = outer * count * step + row % step;
      for (int i = 0; i < count; i++) {
        write(data, first, (int) keys[i], target + i * step, outputs);
      }
    }
  }

  private void write(Elements data, int first, int index, int target, Elements[] outputs) {
    int source = first + index * span.after();
    switch (result) {
      case VALUES -> outputs[0].copy(target, data, source);
      case INDICES -> outputs[0].setLong(target, index);
      case MASK -> outputs[0].setLong(source, 1);
      case BOTH -> {
        outputs[0].copy(target, data, source);
        outputs[1].setLong(target, index);
      }
    }
  }

  /** Fills in the indices of a row in order, in the lower halves. */
  private void sort(Elements data, int first, long[] keys) {
    if (data.type().byteSize() == Long.BYTES) {
      sortWide(data, first, keys);
      return;
    }
    for (int i = 0; i < keys.length; i++) {
      int source = first + i * span.after();
      long rank = rank(data, source);
      keys[i] = (ascending ? rank : ~rank) << Integer.SIZE | i;
    }
    Arrays.sort(keys);
  }

  /** Returns a 32-bit number that is ordered as elements are. */
  private static int rank(Elements data, int index) {
    if (data.type() != ElementType.F32) {
      return (int) data.getLong(index);
    }
    int bits = Float.floatToIntBits(data.floats().get(index) + 0f);
    return bits ^ (bits >> (Integer.SIZE - 1) & Integer.MAX_VALUE);
  }

  private void sortWide(Elements data, int first, long[] keys) {
    Integer[] order = new Integer[keys.length];
    Arrays.setAll(order, i -> i);
    Comparator<Integer> byValue =
        data.type() == ElementType.F64
            ? Comparator.comparingDouble(i -> data.doubles().get(first + i * span.after()))
            : Comparator.comparingLong(i -> data.longs().get(first + i * span.after()));
    Arrays.sort(order, ascending ? byValue : byValue.reversed());
    Arrays.setAll(keys, i -> order[i]);
  }
}
