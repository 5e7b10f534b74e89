package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Product of data with a weight (hidden, inputs), plus a bias (hidden) if {@code hasBias}.
 *
 * @param hidden the number of outputs
 * @param hasBias whether there is a third input
 * @param flattens whether data are (batch, everything else); otherwise only the last dimension is
 *     multiplied and the others stay
 */
public record FullyConnected(long hidden, boolean hasBias, boolean flattens) implements Op {
  /**
   * Checks the number.
   *
   * @param hidden the number of outputs
   * @param hasBias whether there is a third input
   * @param flattens whether data are (batch, everything else)
   */
  public FullyConnected {
    if (hidden < 1) {
      throw new IllegalArgumentException("num_hidden is " + hidden + ", expected at least 1");
    }
  }

  @Override
  public String operator() {
    return "FullyConnected";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    Shape output;
    if (!Dimensions.requireRank("data", data, 1, 32)) {
      output = flattens ? Shape.of(Shape.UNKNOWN, hidden) : Shape.ofUnknownRank();
    } else if (flattens) {
      output = Shape.of(data.dimension(0), hidden);
    } else {
      output = Dimensions.with(data, data.rank() - 1, hidden);
    }
    return List.of(inputs.get(0).withShape(output));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape data = inputs.get(0).shape();
    Shape output = outputs.get(0).shape();
    Shape weight = Dimensions.merge(inputs.get(1).shape(), Shape.of(hidden, Shape.UNKNOWN));
    if (data.isRankKnown() && data.rank() > 0) {
      long width =
          flattens ? Dimensions.product(data, 1, data.rank()) : data.dimension(data.rank() - 1);
      if (flattens && output.isRankKnown()) {
        data =
            Dimensions.merge(
                data, Dimensions.with(Dimensions.ofRank(data.rank()), 0, output.dimension(0)));
      }
      if (weight.dimension(1) != Shape.UNKNOWN && width == Shape.UNKNOWN) {
        data = complete(data, weight.dimension(1));
      } else {
        weight = Dimensions.merge(weight, Shape.of(hidden, width));
      }
    } else if (!flattens && output.isRankKnown()) {
      data = Dimensions.with(output, output.rank() - 1, weight.dimension(1));
    } else if (flattens && output.isRankKnown() && output.rank() == 2) {
      data = Shape.ofUnknownRank();
    }
    List<Shape> shapes = new ArrayList<>(List.of(data, weight));
    if (hasBias) {
      shapes.add(Shape.of(hidden));
    }
    return shapes;
  }

  /** Fills in the last dimension where the others leave only one choice. */
  private Shape complete(Shape data, long width) {
    if (!flattens || data.rank() == 2) {
      return Dimensions.with(data, data.rank() - 1, width);
    }
    return data;
  }
}
