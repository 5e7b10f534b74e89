package dev.weft;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The inputs and outputs of a model, known before the first call; immutable.
 *
 * @param inputs the inputs in the order of the model file, optional ones among them
 * @param outputs the outputs in the order of the model file, which is the order of a call's results
 */
public record ModelSignature(List<TensorSpec> inputs, List<TensorSpec> outputs) {
  /**
   * Copies both lists.
   *
   * @param inputs the inputs in the order of the model file, optional ones among them
   * @param outputs the outputs in the order of the model file, which is the order of a call's
   *     results
   */
  public ModelSignature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** {@return the inputs that every call must give, in the order of the model file} */
  public List<TensorSpec> requiredInputs() {
    List<TensorSpec> required = new ArrayList<>();
    for (TensorSpec input : inputs) {
      if (!input.optional()) {
        required.add(input);
      }
    }
    return List.copyOf(required);
  }

  /** Returns all inputs and outputs on one line. */
  @Override
  public String toString() {
    return inputs.stream().map(TensorSpec::toString).collect(Collectors.joining(", ", "[", "]"))
        + " -> "
        + outputs.stream().map(TensorSpec::toString).collect(Collectors.joining(", ", "[", "]"));
  }
}
