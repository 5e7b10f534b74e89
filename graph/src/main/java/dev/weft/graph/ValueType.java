package dev.weft.graph;

import dev.weft.DataType;
import dev.weft.Shape;
import java.util.Objects;

/**
 * What is known of a value: the type of its elements, and its shape, of which dimensions or the
 * rank may be unknown.
 *
 * @param dataType the type of the elements
 * @param shape the shape
 */
public record ValueType(DataType dataType, Shape shape) {
  /**
   * Checks that nothing is null.
   *
   * @param dataType the type of the elements
   * @param shape the shape
   */
  public ValueType {
    Objects.requireNonNull(dataType, "dataType");
    Objects.requireNonNull(shape, "shape");
  }

  /**
   * {@return this type with another shape}
   *
   * @param other the shape
   */
  public ValueType withShape(Shape other) {
    return new ValueType(dataType, other);
  }

  /**
   * {@return this type with other elements}
   *
   * @param other the type of the elements
   */
  public ValueType withDataType(DataType other) {
    return new ValueType(other, shape);
  }

  /** {@return whether elements are floating-point numbers of 32 bits or fewer} */
  public boolean isFloat() {
    return switch (dataType) {
      case FLOAT32, FLOAT16, BFLOAT16 -> true;
      default -> false;
    };
  }

  /** Returns for example {@code FLOAT32 (1, 3, 224, 224)}. */
  @Override
  public String toString() {
    return dataType + " " + shape;
  }
}
