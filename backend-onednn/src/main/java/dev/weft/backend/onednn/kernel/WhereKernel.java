package dev.weft.backend.onednn.kernel;

/**
 * Elements of the second input where the first is not 0, else of the third.
 *
 * @param perCondition the number of elements that one element of the condition decides
 */
public record WhereKernel(int perCondition) implements Kernel {
  @Override
  public void run(Elements[] inputs, Elements[] outputs) {
    int count = outputs[0].count();
    for (int i = 0; i < count; i++) {
      boolean chosen = inputs[0].get(i / perCondition) != 0;
      outputs[0].copy(i, chosen ? inputs[1] : inputs[2], i);
    }
  }
}
