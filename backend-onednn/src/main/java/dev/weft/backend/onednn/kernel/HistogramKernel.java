package dev.weft.backend.onednn.kernel;

import dev.weft.graph.op.Histogram;

/**
 * Counts of elements in bins, and the bounds of these.
 *
 * @param op the operator
 */
public record HistogramKernel(Histogram op) implements Kernel {
  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int bins = outputs[0].count();
    double width = (op.to() - op.from()) / bins;
    for (int i = 0; i <= bins; i++) {
      outputs[1].set(i, op.from() + i * width);
    }
    long[] counts = new long[bins];
    int count = inputs[0].count();
    for (int i = 0; i < count; i++) {
      double value = inputs[0].get(i);
      if (value >= op.from() && value <= op.to()) {
        counts[bin(value, bins, outputs[1])]++;
      }
    }
    for (int i = 0; i < bins; i++) {
      outputs[0].setLong(i, counts[i]);
    }
  }

  /** The division may be a bin off: the bounds decide. */
  private int bin(double value, int bins, Elements bounds) {
    int bin = (int) Math.floor((value - op.from()) * bins / (op.to() - op.from()));
    bin = Math.min(bin, bins - 1);
    if (value < bounds.get(bin)) {
      return bin - 1;
    }
    return bin + 1 < bins && value >= bounds.get(bin + 1) ? bin + 1 : bin;
  }
}
