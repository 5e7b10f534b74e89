package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * The elements of a triangle of square matrices, row by row, as one dimension; or matrices of zeros
 * with a triangle of such elements.
 *
 * @param offset which diagonal bounds the triangle: 0 for the main one
 * @param lower whether it is the triangle below the main diagonal, where {@code offset} is 0
 * @param extracts whether elements are taken out of matrices
 */
public record Triangle(int offset, boolean lower, boolean extracts) implements Op {
  private static final int LIMIT = 1 << 15;

  /**
   * Checks the number.
   *
   * @param offset which diagonal bounds the triangle
   * @param lower whether it is the triangle below
   * @param extracts whether elements are taken out of matrices
   */
  public Triangle {
    if (Math.abs((long) offset) > LIMIT) {
      throw new IllegalArgumentException(
          "offset is " + offset + ", expected -" + LIMIT + " to " + LIMIT);
    }
  }

  @Override
  public String operator() {
    return extracts ? "_linalg_extracttrian" : "_linalg_maketrian";
  }

  /** {@return whether the triangle is above the diagonal that bounds it} */
  public boolean isUpper() {
    return offset > 0 || (offset == 0 && !lower);
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape data = inputs.get(0).shape();
    if (!Dimensions.requireRank("A", data, extracts ? 2 : 1, 32)) {
      return List.of(inputs.get(0).withShape(Shape.ofUnknownRank()));
    }
    int last = data.rank() - 1;
    if (!extracts) {
      long size = Dimensions.map(data.dimension(last), this::side);
      return List.of(
          inputs.get(0).withShape(Dimensions.append(Dimensions.with(data, last, size), size)));
    }
    long size =
        Dimensions.merge(Shape.of(data.dimension(last)), Shape.of(data.dimension(last - 1)))
            .dimension(0);
    Shape rows = Dimensions.without(data, last);
    return List.of(
        inputs
            .get(0)
            .withShape(Dimensions.with(rows, last - 1, Dimensions.map(size, this::count))));
  }

  private long count(long size) {
    long side = size - Math.abs(offset);
    if (side < 1) {
      throw new IllegalArgumentException(
          "matrices of " + size + " rows have no triangle at offset " + offset);
    }
    return Math.multiplyExact(side, side + 1) / 2;
  }

  private long side(long count) {
    long side = Math.round((Math.sqrt(8.0 * count + 1) - 1) / 2);
    if (side > LIMIT || side * (side + 1) / 2 != count) {
      throw new IllegalArgumentException(
          count + " elements are no triangle, expected n · (n + 1) / 2");
    }
    return side + Math.abs(offset);
  }
}
