package dev.weft.graph.op;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * A value whose elements are all the same number.
 *
 * @param type the type; what is unknown of its shape follows from whoever reads the value
 * @param number the number
 */
public record Fill(ValueType type, double number) implements Op {
  /**
   * {@return a fill of a type that is known}
   *
   * @param dataType the type of the elements
   * @param shape the shape
   * @param number the number
   */
  public static Fill of(DataType dataType, Shape shape, double number) {
    return new Fill(new ValueType(dataType, shape), number);
  }

  @Override
  public String operator() {
    return "fill";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    return List.of(type);
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return List.of();
  }
}
