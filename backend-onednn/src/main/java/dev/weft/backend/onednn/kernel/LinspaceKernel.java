package dev.weft.backend.onednn.kernel;

/**
 * Evenly spaced numbers, each computed in double precision.
 *
 * @param start the first number
 * @param step the distance of neighbours
 */
public record LinspaceKernel(double start, double step) implements Kernel {
  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int count = outputs[0].count();
    for (int i = 0; i < count; i++) {
      outputs[0].set(i, start + step * i);
    }
  }
}
