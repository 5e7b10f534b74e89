package dev.weft.graph.op;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * eˣ, divided by the sum of these along an axis. The second input, if there is one, says for each
 * row along the axis how many of its elements count; the result of the others is 0.
 *
 * @param axis the axis, negative if counted from the end; all but the first taken as one if {@code
 *     flattens}
 * @param flattens whether every dimension but the first counts as one
 * @param log whether the logarithm of the result is wanted
 * @param negated whether −x takes the place of x
 * @param temperature what x is divided by
 * @param hasLengths whether there is a second input
 * @param dataType the type of the result, or empty for that of x
 */
public record Softmax(
    int axis,
    boolean flattens,
    boolean log,
    boolean negated,
    double temperature,
    boolean hasLengths,
    Optional<DataType> dataType)
    implements Op {
  /**
   * Makes a softmax of one input, with a result of its type.
   *
   * @param axis the axis
   * @param flattens whether every dimension but the first counts as one
   * @param log whether the logarithm of the result is wanted
   * @param negated whether −x takes the place of x
   * @param temperature what x is divided by
   */
  public Softmax(int axis, boolean flattens, boolean log, boolean negated, double temperature) {
    this(axis, flattens, log, negated, temperature, false, Optional.empty());
  }

  /**
   * {@return the softmax along an axis}
   *
   * @param axis the axis, negative if counted from the end
   */
  public static Softmax along(int axis) {
    return new Softmax(axis, false, false, false, 1);
  }

  @Override
  public String operator() {
    return log ? "log_softmax" : negated ? "softmin" : "softmax";
  }

  @Override
  public boolean sharesType(int input) {
    return input == 0 && dataType.isEmpty();
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    ValueType data = inputs.get(0);
    if (data.shape().isRankKnown() && !flattens) {
      Dimensions.axis(axis, data.shape().rank());
    }
    return List.of(dataType.map(data::withDataType).orElse(data));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape data = outputs.get(0).shape();
    return hasLengths ? List.of(data, lengths(data)) : List.of(data);
  }

  private Shape lengths(Shape data) {
    if (!data.isRankKnown()) {
      return data;
    }
    if (data.rank() == 1) {
      return Shape.of(1);
    }
    int position = Dimensions.axis(axis, data.rank());
    return Shape.of(
        IntStream.range(0, data.rank())
            .filter(i -> i != position)
            .mapToLong(data::dimension)
            .toArray());
  }
}
