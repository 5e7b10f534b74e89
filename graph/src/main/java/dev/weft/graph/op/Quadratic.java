package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * a · x² + b · x + c of each element.
 *
 * @param a the factor of the square
 * @param b the factor of the element
 * @param c what is added
 */
public record Quadratic(double a, double b, double c) implements Op {
  @Override
  public String operator() {
    return "_contrib_quadratic";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    return List.of(inputs.get(0));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return List.of(outputs.get(0).shape());
  }
}
