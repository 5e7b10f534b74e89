package dev.weft.testkit.operators;

import dev.weft.DataType;
import dev.weft.Tensor;
import dev.weft.testkit.files.ElementType;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.Values;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * One input of an operator. Immutable.
 *
 * @param name the variable's name
 * @param role where its value comes from
 * @param type the element type
 * @param shape the dimensions
 * @param fill what it holds
 */
public record CaseInput(String name, Role role, DataType type, List<Integer> shape, Fill fill) {

  /** Where the value of an input comes from. */
  public enum Role {
    /** Every call gives it. */
    CALL,
    /** The parameter file holds it. */
    PARAMETER,
    /** The parameter file holds it as an auxiliary state. */
    AUXILIARY,
    /** Nobody gives it: a label, or a state that starts as zero. */
    LEFT_OUT
  }

  /**
   * Copies the shape.
   *
   * @param name the variable's name
   * @param role where its value comes from
   * @param type the element type
   * @param shape the dimensions
   * @param fill what it holds
   */
  public CaseInput {
    shape = List.copyOf(shape);
  }

  /** The value as an array of a parameter file. */
  NamedArray array(long seed) {
    NamedArray array =
        NamedArray.dense(name, ElementType.valueOf(type.name()), shape, Values.of(elements(seed)));
    return role == Role.AUXILIARY ? array.asAuxiliary() : array;
  }

  /** The value as an input of a call. */
  Tensor tensor(long seed) {
    double[] elements = elements(seed);
    ElementType element = ElementType.valueOf(type.name());
    ByteBuffer bytes =
        ByteBuffer.allocate(elements.length * element.sizeBytes()).order(ByteOrder.LITTLE_ENDIAN);
    Values.Cursor cursor = Values.of(elements).cursor();
    for (int i = 0; i < elements.length; i++) {
      element.put(bytes, cursor);
    }
    return Tensor.of(type, bytes.flip(), shape.stream().mapToLong(Integer::longValue).toArray());
  }

  private double[] elements(long seed) {
    Random random = new Random(seed * 31 + name.hashCode());
    int[] dimensions = shape.stream().mapToInt(Integer::intValue).toArray();
    double[] drawn = fill.generator().draw(random, dimensions);
    return type.isFloatingPoint() ? drawn : Arrays.stream(drawn).map(Math::rint).toArray();
  }

  @Override
  public String toString() {
    String dimensions = shape.toString().replace('[', '(').replace(']', ')');
    return name + (role == Role.CALL ? " " : " " + role + " ") + type + " " + dimensions;
  }
}
