package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.graph.op.Reduction;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * {@link Reduction} along any axes: floating-point numbers in double precision, integers in 64
 * bits, of which the result keeps the lowest.
 */
public final class ReductionKernel implements Kernel {
  private static final int BLOCK = 256;

  private final Reduction.Function function;
  private final StridedRuns runs;

  /**
   * Makes a kernel.
   *
   * @param function what is made of elements
   * @param data the shape of the data
   * @param reduced for each axis whether it is reduced
   */
  public ReductionKernel(Reduction.Function function, Shape data, boolean... reduced) {
    this.function = function;
    this.runs = StridedRuns.of(data, reduced);
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    if (inputs[0].type() == ElementType.F64) {
      doubles(inputs[0].doubles(), outputs[0]);
    } else if (inputs[0].type() != ElementType.F32) {
      integers(inputs[0], outputs[0]);
    } else if (runs.endsReduced()) {
      rows(inputs[0].floats(), outputs[0]);
    } else {
      columns(inputs[0].floats(), outputs[0]);
    }
  }

  /** Neighbouring elements go into one result. */
  private void rows(FloatBuffer from, Elements to) {
    for (int i = 0; i < runs.keptCount(); i++) {
      int base = runs.keptOffset(i);
      double state = start();
      for (int j = 0; j < runs.reducedCount(); j++) {
        int first = base + runs.reducedOffset(j);
        state = row(from, first, first + runs.length(), state);
      }
      to.set(i, finish(state));
    }
  }

  private double row(FloatBuffer from, int first, int end, double start) {
    double state = start;
    if (function == Reduction.Function.SUM || function == Reduction.Function.MEAN) {
      for (int k = first; k < end; k++) {
        state += from.get(k);
      }
    } else {
      for (int k = first; k < end; k++) {
        state = next(state, from.get(k));
      }
    }
    return state;
  }

  /** Neighbouring elements go into neighbouring results. */
  private void columns(FloatBuffer from, Elements to) {
    double[] states = new double[Math.min(BLOCK, runs.length())];
    for (int i = 0; i < runs.keptCount(); i++) {
      for (int block = 0; block < runs.length(); block += BLOCK) {
        int width = Math.min(BLOCK, runs.length() - block);
        Arrays.fill(states, start());
        for (int j = 0; j < runs.reducedCount(); j++) {
          int first = runs.keptOffset(i) + runs.reducedOffset(j) + block;
          for (int k = 0; k < width; k++) {
            states[k] = next(states[k], from.get(first + k));
          }
        }
        for (int k = 0; k < width; k++) {
          to.set(i * runs.length() + block + k, finish(states[k]));
        }
      }
    }
  }

  private double start() {
    return switch (function) {
      case PROD, NANPROD -> 1;
      case MAX -> Double.NEGATIVE_INFINITY;
      case MIN -> Double.POSITIVE_INFINITY;
      default -> 0;
    };
  }

  private double next(double state, double value) {
    return switch (function) {
      case SUM, MEAN -> state + value;
      case MAX -> Math.max(state, value);
      case MIN -> Math.min(state, value);
      case PROD -> state * value;
      case NANSUM -> Double.isNaN(value) ? state : state + value;
      case NANPROD -> Double.isNaN(value) ? state : state * value;
      case NORM1 -> state + Math.abs(value);
      case NORM2 -> state + value * value;
    };
  }

  private double finish(double state) {
    return switch (function) {
      case MEAN -> state / runs.reducedElements();
      case NORM2 -> Math.sqrt(state);
      default -> state;
    };
  }

  private void doubles(DoubleBuffer from, Elements to) {
    for (int i = 0; i < to.count(); i++) {
      double state = start();
      for (int j = 0; j < runs.reducedCount(); j++) {
        int first = base(i) + runs.reducedOffset(j);
        for (int k = first; k < first + neighbours(); k++) {
          state = next(state, from.get(k));
        }
      }
      to.set(i, finish(state));
    }
  }

  private void integers(Elements from, Elements to) {
    for (int i = 0; i < to.count(); i++) {
      long state =
          switch (function) {
            case PROD, NANPROD -> 1;
            case MAX -> Long.MIN_VALUE;
            case MIN -> Long.MAX_VALUE;
            default -> 0;
          };
      for (int j = 0; j < runs.reducedCount(); j++) {
        int first = base(i) + runs.reducedOffset(j);
        for (int k = first; k < first + neighbours(); k++) {
          state = next(state, from.getLong(k));
        }
      }
      finish(to, i, state);
    }
  }

  /** Returns where the first elements lie that go into a result. */
  private int base(int result) {
    int columns = runs.endsReduced() ? 1 : runs.length();
    return runs.keptOffset(result / columns) + result % columns;
  }

  /** Returns how many neighbouring elements go into one result. */
  private int neighbours() {
    return runs.endsReduced() ? runs.length() : 1;
  }

  private long next(long state, long value) {
    return switch (function) {
      case SUM, NANSUM, MEAN -> state + value;
      case MAX -> Math.max(state, value);
      case MIN -> Math.min(state, value);
      case PROD, NANPROD -> state * value;
      case NORM1 -> state + Math.abs(value);
      case NORM2 -> state + value * value;
    };
  }

  private void finish(Elements to, int index, long state) {
    if (function == Reduction.Function.NORM2) {
      to.set(index, Math.sqrt((double) state));
      return;
    }
    if (function == Reduction.Function.MEAN && !to.type().isInteger()) {
      to.set(index, (double) state / runs.reducedElements());
      return;
    }
    to.setLong(index, state);
    if (function == Reduction.Function.MEAN) {
      to.setLong(index, to.getLong(index) / runs.reducedElements());
    }
  }
}
