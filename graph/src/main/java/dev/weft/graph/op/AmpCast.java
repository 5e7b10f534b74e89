package dev.weft.graph.op;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Numbers of single or half precision converted to another type; others as they are.
 *
 * @param dataType the type of the output where the input is of single or half precision
 */
public record AmpCast(DataType dataType) implements Op {
  @Override
  public String operator() {
    return "amp_cast";
  }

  @Override
  public boolean sharesType(int input) {
    return false;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    ValueType data = inputs.get(0);
    return List.of(isCast(data.dataType()) ? data.withDataType(dataType) : data);
  }

  /** Returns whether values of a type are converted, rather than left as they are. */
  static boolean isCast(DataType type) {
    return type.isFloatingPoint() && type != DataType.FLOAT64;
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return List.of(outputs.get(0).shape());
  }
}
