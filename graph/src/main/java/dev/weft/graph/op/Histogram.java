package dev.weft.graph.op;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * How many elements lie in each of some bins of one size, as 64-bit integers, and the bounds of the
 * bins. What lies at the upper bound is in the last one.
 *
 * @param bins the number of bins
 * @param from the lower bound
 * @param to the upper bound
 */
public record Histogram(long bins, double from, double to) implements Op {
  /**
   * Checks the numbers.
   *
   * @param bins the number of bins
   * @param from the lower bound
   * @param to the upper bound
   */
  public Histogram {
    if (bins < 1 || !(from < to)) {
      throw new IllegalArgumentException(
          "bin_cnt is "
              + bins
              + " and range ("
              + from
              + ", "
              + to
              + "), expected at least one bin and bounds in ascending order");
    }
  }

  @Override
  public String operator() {
    return "_histogram";
  }

  @Override
  public int outputs() {
    return 2;
  }

  @Override
  public boolean sharesType(int input) {
    return false;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    return List.of(
        new ValueType(DataType.INT64, Shape.of(bins)),
        inputs.get(0).withShape(Shape.of(Math.addExact(bins, 1))));
  }
}
