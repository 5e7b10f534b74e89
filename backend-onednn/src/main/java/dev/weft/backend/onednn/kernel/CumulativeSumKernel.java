package dev.weft.backend.onednn.kernel;

/**
 * The sum of each element and those before it, converted to the type of the result before.
 *
 * @param span the axis along which elements follow each other
 */
public record CumulativeSumKernel(AxisSpan span) implements Kernel {
  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    boolean integers = outputs[0].type().isInteger();
    for (int before = 0; before < span.before(); before++) {
      for (int after = 0; after < span.after(); after++) {
        int first = before * span.size() * span.after() + after;
        double sum = 0;
        long exact = 0;
        for (int i = 0, at = first; i < span.size(); i++, at += span.after()) {
          if (integers) {
            exact += inputs[0].getLong(at);
            outputs[0].setLong(at, exact);
          } else {
            sum += inputs[0].get(at);
            outputs[0].set(at, sum);
          }
        }
      }
    }
  }
}
