package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Convolution of data (batch, channels, space...) with a weight (filters, channels / groups,
 * kernel...) and, if {@code hasBias}, a bias (filters).
 *
 * @param window the kernel and how it moves
 * @param filters the number of output channels
 * @param groups the number of groups that channels are divided into
 * @param hasBias whether there is a third input
 */
public record Convolution(Window window, long filters, long groups, boolean hasBias) implements Op {
  /**
   * Checks the numbers.
   *
   * @param window the kernel and how it moves
   * @param filters the number of output channels
   * @param groups the number of groups
   * @param hasBias whether there is a third input
   */
  public Convolution {
    requireGroups(filters, groups);
  }

  static void requireGroups(long filters, long groups) {
    if (filters < 1 || groups < 1 || filters % groups != 0) {
      throw new IllegalArgumentException(
          "num_filter is " + filters + " and num_group " + groups + ", expected a multiple of it");
    }
  }

  @Override
  public String operator() {
    return "Convolution";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    Shape output = Dimensions.ofRank(window.rank() + 2);
    output = Dimensions.with(output, 1, filters);
    if (window.requireData(data)) {
      output = Dimensions.with(output, 0, data.dimension(0));
      for (int i = 0; i < window.rank(); i++) {
        output = Dimensions.with(output, i + 2, window.positions(data.dimension(i + 2), i));
      }
    }
    return List.of(inputs.get(0).withShape(output));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape weight = inputs.get(1).shape();
    Shape data = Dimensions.ofRank(window.rank() + 2);
    data = Dimensions.with(data, 0, outputs.get(0).shape().dimension(0));
    long[] filter = new long[window.rank() + 2];
    filter[0] = filters;
    filter[1] = Shape.UNKNOWN;
    for (int i = 0; i < window.rank(); i++) {
      filter[i + 2] = window.kernel().get(i);
    }
    if (Dimensions.requireRank("weight", weight, filter.length, filter.length)
        && weight.dimension(1) != Shape.UNKNOWN) {
      data = Dimensions.with(data, 1, weight.dimension(1) * groups);
    } else if (inputs.get(0).shape().isRankKnown()
        && inputs.get(0).shape().dimension(1) != Shape.UNKNOWN) {
      filter[1] = inputs.get(0).shape().dimension(1) / groups;
    }
    List<Shape> shapes = new ArrayList<>(List.of(data, Shape.of(filter)));
    if (hasBias) {
      shapes.add(Shape.of(filters));
    }
    return shapes;
  }
}
