package dev.weft.backend.onednn.kernel;

/**
 * Where along an axis the greatest or least element is, or what is not a number, if there is any;
 * the first of several.
 *
 * @param span the data, seen from the axis
 * @param greatest whether the greatest is wanted, not the least
 */
public record ExtremeKernel(AxisSpan span, boolean greatest) implements Kernel {
  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    Elements data = inputs[0];
    int step = span.after();
    for (int row = 0; row < span.before() * step; row++) {
      int first = row / step * span.size() * step + row % step;
      int found = 0;
      double extreme = data.get(first);
      for (int i = 1; i < span.size() && !Double.isNaN(extreme); i++) {
        double value = data.get(first + i * step);
        if (Double.isNaN(value) || (greatest ? value > extreme : value < extreme)) {
          extreme = value;
          found = i;
        }
      }
      outputs[0].setLong(row, found);
    }
  }
}
