package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * A value with the same elements in another shape.
 *
 * @param operator its name in MXNet
 * @param rule how the new shape follows from the old one
 */
public record Reshape(String operator, Rule rule) implements Op {
  /** How a new shape follows from the shapes of the inputs. */
  public interface Rule {
    /**
     * Infers the new shape. Not called before the rank of the first input is known.
     *
     * @param inputs the shapes of the inputs
     * @return the new shape
     */
    Shape apply(List<Shape> inputs);

    /**
     * Infers the old shape backwards.
     *
     * @param output what is known of the new shape
     * @return what follows of the old one
     */
    default Shape invert(Shape output) {
      return Shape.ofUnknownRank();
    }
  }

  @Override
  public boolean sharesType(int input) {
    return input == 0;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    List<Shape> shapes = inputs.stream().map(ValueType::shape).toList();
    if (!shapes.get(0).isRankKnown()) {
      return List.of(inputs.get(0).withShape(Shape.ofUnknownRank()));
    }
    Shape output = rule.apply(shapes);
    if (output.isKnown()
        && shapes.get(0).isKnown()
        && output.elementCount() != shapes.get(0).elementCount()) {
      throw new IllegalArgumentException(
          "data of shape " + shapes.get(0) + " cannot be reshaped to " + output);
    }
    return List.of(inputs.get(0).withShape(output));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    List<Shape> shapes = new ArrayList<>(Op.super.inferInputs(inputs, outputs));
    Shape output = outputs.get(0).shape();
    Shape data = Dimensions.merge(shapes.get(0), rule.invert(output));
    shapes.set(0, output.isKnown() ? completed(data, output.elementCount()) : data);
    return shapes;
  }

  /** Returns a shape whose only unknown dimension follows from the number of elements. */
  private static Shape completed(Shape shape, long elements) {
    if (!shape.isRankKnown()) {
      return shape;
    }
    int unknown = -1;
    long known = 1;
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (shape.dimension(axis) != Shape.UNKNOWN) {
        known *= shape.dimension(axis);
      } else if (unknown < 0) {
        unknown = axis;
      } else {
        return shape;
      }
    }
    return unknown < 0 || known == 0 || elements % known != 0
        ? shape
        : Dimensions.with(shape, unknown, elements / known);
  }
}
