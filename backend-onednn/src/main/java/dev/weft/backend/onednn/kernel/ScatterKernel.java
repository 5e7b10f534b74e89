package dev.weft.backend.onednn.kernel;

import dev.weft.Shape;
import dev.weft.graph.op.IndexMode;

/** Slices put into zeros at places that indices name; elements of any type. */
public final class ScatterKernel implements Kernel {
  private final IndexRange[] ranges;
  private final int slice;

  /**
   * Makes a kernel.
   *
   * @param subject the node, for messages
   * @param output the shape of the output
   * @param indexed the number of axes that are indexed
   */
  public ScatterKernel(String subject, Shape output, int indexed) {
    this.ranges = new IndexRange[indexed];
    for (int axis = 0; axis < indexed; axis++) {
      int size = Math.toIntExact(output.dimension(axis));
      ranges[axis] = new IndexRange(subject, size, IndexMode.RAISE);
    }
    this.slice = AxisSpan.of(output, indexed, output.rank()).size();
  }

  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int count = outputs[0].count();
    for (int i = 0; i < count; i++) {
      outputs[0].setLong(i, 0);
    }
    int places = ranges.length == 0 ? 0 : inputs[1].count() / ranges.length;
    for (int i = 0; i < places; i++) {
      int offset = 0;
      for (int axis = 0; axis < ranges.length; axis++) {
        int index = ranges[axis].inRange(inputs[1].getLong(axis * places + i));
        offset = offset * ranges[axis].size() + index;
      }
      for (int j = 0; j < slice; j++) {
        outputs[0].copy(offset * slice + j, inputs[0], i * slice + j);
      }
    }
  }
}
