package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * x where it is positive, and something small where it is not.
 *
 * @param kind what
 * @param slope the slope, or the factor of {@link Kind#ELU}
 */
public record LeakyRelu(Kind kind, double slope) implements Op {
  /** The function of negative elements. */
  public enum Kind {
    /** slope · x. */
    LEAKY,
    /** slope · (eˣ − 1). */
    ELU,
    /** Scaled exponential unit, with its constants. */
    SELU,
    /** x · Φ(x), for all x. */
    GELU,
    /** The second input · x, one number or one for each channel. */
    PRELU
  }

  @Override
  public String operator() {
    return "LeakyReLU";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    return List.of(inputs.get(0));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape data = outputs.get(0).shape();
    List<Shape> shapes = new ArrayList<>(List.of(data));
    for (ValueType slopes : inputs.subList(1, inputs.size())) {
      boolean known = slopes.shape().isRankKnown() || !data.isRankKnown() || data.rank() < 2;
      shapes.add(known ? slopes.shape() : Shape.of(data.dimension(1)));
    }
    return shapes;
  }
}
