package dev.weft.graph.op;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;
import java.util.Locale;

/**
 * A function of each element and a number.
 *
 * @param function the function
 * @param scalar the number
 * @param reversed whether the number is the function's first operand
 * @param integral whether the number is an integer, as it is taken to be unless the model says
 *     otherwise: integers then stay integers; else the result is of double precision
 */
public record Scalar(BinaryFunction function, double scalar, boolean reversed, boolean integral)
    implements Op {
  /**
   * Makes an operator that leaves the type of elements as it is.
   *
   * @param function the function
   * @param scalar the number
   * @param reversed whether the number is the function's first operand
   */
  public Scalar(BinaryFunction function, double scalar, boolean reversed) {
    this(function, scalar, reversed, true);
  }

  /**
   * {@return the number as an element of the result: rounded to single precision, or its fraction
   * cut off}
   *
   * @param result the type of the result's elements
   */
  public double scalarAs(DataType result) {
    return switch (result) {
      case FLOAT64 -> scalar;
      case FLOAT32, FLOAT16, BFLOAT16 -> (float) scalar;
      default -> (long) scalar;
    };
  }

  @Override
  public String operator() {
    return function.name().toLowerCase(Locale.ROOT) + "_scalar";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    ValueType data = inputs.get(0);
    boolean widens = !integral && !data.dataType().isFloatingPoint();
    return List.of(widens ? data.withDataType(DataType.FLOAT64) : data);
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return List.of(outputs.get(0).shape());
  }
}
