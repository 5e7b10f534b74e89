package dev.weft.samples.npy;

import dev.weft.Shape;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What the header of a {@code .npy} file says.
 *
 * @param type the type of the elements
 * @param order the order of their bytes
 * @param fortranOrder whether the first dimension varies fastest
 * @param shape the dimensions
 */
record NpyHeader(NpyType type, ByteOrder order, boolean fortranOrder, Shape shape) {

  /**
   * Reads the dictionary of a header.
   *
   * @throws IllegalArgumentException if it is none that NumPy writes
   */
  static NpyHeader parse(String text) {
    PythonLiteral literal = new PythonLiteral(text);
    String description = null;
    Boolean fortranOrder = null;
    Shape shape = null;
    literal.expect('{');
    while (!literal.skip('}')) {
      String key = literal.string();
      literal.expect(':');
      switch (key) {
        case "descr" -> description = literal.string();
        case "fortran_order" -> fortranOrder = literal.truth();
        case "shape" -> shape = Shape.of(literal.tuple());
        default ->
            throw new IllegalArgumentException(
                "key '" + key + "' in the header, expected descr, fortran_order and shape");
      }
      if (!literal.skip(',')) {
        literal.expect('}');
        break;
      }
    }
    literal.expectEnd();
    if (description == null || fortranOrder == null || shape == null) {
      throw new IllegalArgumentException(
          "the header lacks one of descr, fortran_order and shape: " + text.strip());
    }
    return new NpyHeader(typeOf(description), orderOf(description), fortranOrder, shape);
  }

  /** Returns the dictionary as NumPy writes it, for elements in little-endian C order. */
  static String text(NpyType type, Shape shape) {
    String dimensions =
        Arrays.stream(shape.dimensions())
            .mapToObj(Long::toString)
            .collect(Collectors.joining(", ", "(", shape.rank() == 1 ? ",)" : ")"));
    return "{'descr': '"
        + type.description()
        + "', 'fortran_order': False, 'shape': "
        + dimensions
        + ", }";
  }

  private static NpyType typeOf(String description) {
    return NpyType.ofCode(description.substring(Math.min(1, description.length())))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "elements of type '"
                        + description
                        + "', expected one of "
                        + Arrays.stream(NpyType.values())
                            .map(NpyType::description)
                            .collect(Collectors.joining(", "))));
  }

  private static ByteOrder orderOf(String description) {
    return switch (description.charAt(0)) {
      case '<', '|' -> ByteOrder.LITTLE_ENDIAN;
      case '>' -> ByteOrder.BIG_ENDIAN;
      case '=' -> ByteOrder.nativeOrder();
      default ->
          throw new IllegalArgumentException(
              "byte order '"
                  + description.charAt(0)
                  + "' of '"
                  + description
                  + "', expected one of < > | =");
    };
  }
}
