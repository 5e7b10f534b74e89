package dev.weft.inspect;

import dev.weft.DataType;
import dev.weft.Shape;
import java.util.Objects;

/**
 * A value of a graph.
 *
 * @param id its number, which is its own within a graph; a value that passes leave alone has the
 *     same in both graphs of a report
 * @param name its name: that of the input or parameter, or that of the node that makes it with
 *     {@code _output} and, where it has several, their number. Not necessarily unique
 * @param kind where it comes from
 * @param dataType type of its elements
 * @param shape its known shape
 */
public record ValueReport(int id, String name, Kind kind, DataType dataType, Shape shape) {
  /** Where a value comes from. */
  public enum Kind {
    /** A call gives it. */
    INPUT,
    /** The model file holds it, or a pass has computed it from such values. */
    PARAMETER,
    /** A node makes it. */
    RESULT
  }

  /**
   * Checks that nothing is null.
   *
   * @param id its number
   * @param name its name
   * @param kind where it comes from
   * @param dataType type of its elements
   * @param shape its known shape
   */
  public ValueReport {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(dataType, "dataType");
    Objects.requireNonNull(shape, "shape");
  }

  /** {@return the number of its elements} */
  public long elementCount() {
    return shape.elementCount();
  }

  /** {@return the size of its elements in bytes, each in the type that the model gives it} */
  public long byteSize() {
    return elementCount() * dataType.byteSize();
  }
}
