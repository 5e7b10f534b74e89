package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.graph.op.Pad;
import dev.weft.graph.op.Repeat;
import dev.weft.graph.op.Selection;

/**
 * Which positions of an axis are picked: {@code first + i / repeats * step}, made a position that
 * is there in the way that the kind tells.
 *
 * @param count how many are picked
 * @param repeats how many times each is picked in turn
 * @param first the first
 * @param step the distance from one to the next
 * @param kind what becomes of a position that is not there, as {@code selection.cu} counts them
 * @param size the number of positions that are there
 * @param distance the distance of neighbours in memory
 */
record PickedAxis(
    long count, long repeats, long first, long step, Kind kind, long size, long distance) {
  /** What becomes of a position that is not there; in the order of {@code selection.cu}. */
  enum Kind {
    ANYWHERE(0),
    WRAPPED(1),
    CONSTANT(2),
    EDGE(3),
    REFLECTED(4);

    /** As {@code selection.cu} defines it. */
    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  static PickedAxis of(Selection op, int axis, Shape data, Shape output, long distance) {
    int[] positions = op.positions(axis, data, output);
    long size = data.dimension(axis);
    long count = positions.length;
    if (op instanceof Pad pad) {
      return new PickedAxis(count, 1, -pad.before().get(axis), 1, kind(pad), size, distance);
    }
    long first = count == 0 ? 0 : positions[0];
    long step = count < 2 ? 1 : positions[1] - positions[0];
    if (isSpaced(positions, first, step)) {
      return new PickedAxis(count, 1, first, step, Kind.ANYWHERE, size, distance);
    }
    long repeats = op instanceof Repeat repeat ? repeat.repeats() : 1;
    return new PickedAxis(count, repeats, 0, 1, Kind.WRAPPED, size, distance);
  }

  private static Kind kind(Pad pad) {
    return switch (pad.mode()) {
      case CONSTANT -> Kind.CONSTANT;
      case EDGE -> Kind.EDGE;
      case REFLECT -> Kind.REFLECTED;
    };
  }

  private static boolean isSpaced(int[] positions, long first, long step) {
    for (int i = 0; i < positions.length; i++) {
      if (positions[i] != first + i * step) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether all positions are picked in order. */
  boolean isWhole() {
    return count == size && repeats == 1 && first == 0 && step == 1;
  }

  /** Returns this whole axis and the whole one around it, taken as one. */
  PickedAxis within(PickedAxis outer) {
    return new PickedAxis(count * outer.count, 1, 0, 1, Kind.ANYWHERE, size * outer.size, distance);
  }

  void describe(KernelCall call) {
    call.integers(count, repeats, first, step, kind.code, size, distance);
  }
}
