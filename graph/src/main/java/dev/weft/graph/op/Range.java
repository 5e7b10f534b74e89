package dev.weft.graph.op;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * Evenly spaced numbers, each several times in turn.
 *
 * @param dataType the type of the elements
 * @param start the first number
 * @param stop where the numbers end, itself left out; empty if whoever reads the value decides it
 * @param step the distance of neighbours
 * @param repeat how many times each number is there
 */
public record Range(
    DataType dataType, double start, Optional<Double> stop, double step, long repeat)
    implements Op {
  /**
   * Checks the numbers.
   *
   * @param dataType the type of the elements
   * @param start the first number
   * @param stop where the numbers end, or empty
   * @param step the distance of neighbours
   * @param repeat how many times each number is there
   */
  public Range {
    if (step == 0 || Double.isNaN(step)) {
      throw new IllegalArgumentException("step is " + step + ", expected a number other than 0");
    }
    if (repeat < 1) {
      throw new IllegalArgumentException("repeat is " + repeat + ", expected at least 1");
    }
    double distance = (stop.orElse(start + step) - start) / step;
    if (!(distance > 0 && distance * repeat < Integer.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "no numbers lie between start "
              + start
              + " and stop "
              + stop.map(Object::toString).orElse("None")
              + " at a step of "
              + step
              + ", expected from one to 2^31");
    }
  }

  @Override
  public String operator() {
    return "_arange";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    long count =
        stop.map(end -> (long) Math.ceil((end - start) / step) * repeat).orElse(Shape.UNKNOWN);
    return List.of(new ValueType(dataType, Shape.of(count)));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return List.of();
  }
}
