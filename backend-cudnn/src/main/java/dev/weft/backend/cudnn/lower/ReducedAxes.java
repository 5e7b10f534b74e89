package dev.weft.backend.cudnn.lower;

import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Layout;
import java.util.ArrayList;
import java.util.List;

/**
 * How elements lie in memory when some axes are kept and others are reduced. Neighbours of one kind
 * that can be taken as one axis are one. Immutable.
 *
 * @param kept the kept axes, in the order of the result
 * @param reduced the reduced axes, outermost in memory first
 * @param endsReduced whether neighbours in memory are reduced
 */
record ReducedAxes(List<Axis> kept, List<Axis> reduced, boolean endsReduced) {
  /** From so many elements for each result on, several threads share the work of one. */
  private static final long SHARED = 32;

  /** The same where neighbours in memory are kept, as long as there are few results. */
  private static final long SHARED_APART = 1024;

  private static final long FEW_RESULTS = 8192;

  /** A size, and the distance of neighbours. */
  record Axis(long size, long distance) {}

  static ReducedAxes of(Layout layout, boolean... isReduced) {
    long[] strides = layout.strides();
    List<Axis> kept = new ArrayList<>();
    List<Axis> reduced = new ArrayList<>();
    boolean endsReduced = true;
    for (int i = 0; i < isReduced.length; i++) {
      int inner = layout.axisInMemory(i);
      if (isReduced[inner]) {
        append(reduced, new Axis(layout.shape().dimension(inner), strides[inner]));
      }
      if (!isReduced[i]) {
        append(kept, new Axis(layout.shape().dimension(i), strides[i]));
      }
      endsReduced = layout.shape().dimension(inner) == 1 ? endsReduced : isReduced[inner];
    }
    return new ReducedAxes(List.copyOf(kept), List.copyOf(reduced), endsReduced);
  }

  private static void append(List<Axis> axes, Axis inner) {
    if (inner.size() == 1) {
      return;
    }
    Axis merged = inner;
    int last = axes.size() - 1;
    if (last >= 0 && axes.get(last).distance() == inner.size() * inner.distance()) {
      merged = new Axis(axes.remove(last).size() * inner.size(), inner.distance());
    }
    axes.add(merged);
  }

  /** Returns the number of elements for each result. */
  private long reducedElements() {
    return reduced.stream().mapToLong(Axis::size).reduce(1, Math::multiplyExact);
  }

  /** Gives a kernel of {@code reduction.cu} the axes, and so many results to make. */
  KernelCall spread(KernelCall call, long results) {
    long elements = reducedElements();
    call.integers(kept.size(), reduced.size(), elements);
    kept.forEach(axis -> call.integers(axis.size(), axis.distance()));
    reduced.forEach(axis -> call.integers(axis.size(), axis.distance()));
    boolean shared =
        endsReduced ? elements >= SHARED : elements > SHARED_APART && results < FEW_RESULTS;
    return shared ? call.rows(results) : call.macro("ALONE", "1").each(results);
  }
}
