package dev.weft.nativesupport.predict;

import dev.weft.Tensor;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * One call, its inputs and outputs in the order of the signature.
 *
 * @param inputs one place for each input; empty where an optional input was left out
 * @param outputs where to write results: one place for each output, empty where it is not wanted;
 *     an empty list if the results are to be new tensors
 */
public record Call(List<Optional<Tensor>> inputs, List<Optional<Tensor>> outputs) {
  /**
   * Wraps both lists.
   *
   * @param inputs one place for each input; empty where an optional input was left out
   * @param outputs where to write results: one place for each output, empty where it is not wanted;
   *     an empty list if the results are to be new tensors
   */
  public Call {
    inputs = Collections.unmodifiableList(inputs);
    outputs = Collections.unmodifiableList(outputs);
  }

  /** {@return whether the results are to be new tensors} */
  public boolean wantsNewTensors() {
    return outputs.isEmpty();
  }
}
