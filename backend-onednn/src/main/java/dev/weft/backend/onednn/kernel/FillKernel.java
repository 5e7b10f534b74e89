package dev.weft.backend.onednn.kernel;

/**
 * The same number in every element.
 *
 * @param number the number
 */
public record FillKernel(double number) implements Kernel {
  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int count = outputs[0].count();
    for (int i = 0; i < count; i++) {
      outputs[0].set(i, number);
    }
  }
}
