package dev.weft;

import java.util.Objects;

/**
 * Name, type and shape of one input or output of a model; immutable.
 *
 * @param name its name in the model
 * @param dataType type of its elements
 * @param shape its shape, in which dimensions that follow from the call are unknown
 * @param optional whether a call may leave the input out; a label input or an initial state is then
 *     zero. Always false for an output
 */
public record TensorSpec(String name, DataType dataType, Shape shape, boolean optional) {
  /**
   * Checks that nothing is null.
   *
   * @param name its name in the model
   * @param dataType type of its elements
   * @param shape its shape, in which dimensions that follow from the call are unknown
   * @param optional whether a call may leave the input out; a label input or an initial state is
   *     then zero. Always false for an output
   */
  public TensorSpec {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(dataType, "dataType");
    Objects.requireNonNull(shape, "shape");
  }

  /** Returns for example {@code data FLOAT32 (?, 3, 224, 224)}. */
  @Override
  public String toString() {
    return name + " " + dataType + " " + shape + (optional ? " optional" : "");
  }
}
