package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Elements divided by √(sum of squares + epsilon) of the group that they belong to.
 *
 * @param mode what the groups are
 * @param epsilon what is added to the sum
 */
public record L2Normalization(Mode mode, double epsilon) implements Op {
  /** What elements have one norm. */
  public enum Mode {
    /** All of one example. */
    INSTANCE,
    /** The channels of one place. */
    CHANNEL,
    /** All places of one channel. */
    SPATIAL
  }

  @Override
  public String operator() {
    return "L2Normalization";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Dimensions.requireRank(
        "data", inputs.get(0).shape(), mode == Mode.INSTANCE ? 1 : 3, Integer.MAX_VALUE);
    return List.of(inputs.get(0));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return List.of(outputs.get(0).shape());
  }
}
