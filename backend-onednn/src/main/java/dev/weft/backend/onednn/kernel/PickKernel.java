package dev.weft.backend.onednn.kernel;

/**
 * One element of each row along an axis, at an index. Inputs: data, indices.
 *
 * @param span the data, seen from the axis
 * @param range the indices of the axis
 */
public record PickKernel(AxisSpan span, IndexRange range) implements Kernel {
  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int step = span.after();
    for (int row = 0; row < span.before() * step; row++) {
      int first = row / step * span.size() * step + row % step;
      int index = range.inRange(inputs[1].getLong(row));
      outputs[0].copy(row, inputs[0], first + index * step);
    }
  }
}
