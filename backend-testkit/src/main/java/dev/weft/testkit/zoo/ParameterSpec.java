package dev.weft.testkit.zoo;

import java.util.List;

/**
 * A parameter of a network, without its values.
 *
 * @param name its name in the symbol
 * @param shape its dimensions
 * @param role what it does
 * @param scale the size of its values, as its role understands it
 */
public record ParameterSpec(String name, List<Integer> shape, ParameterRole role, double scale) {

  /**
   * Copies the shape.
   *
   * @param name its name in the symbol
   * @param shape its dimensions
   * @param role what it does
   * @param scale the size of its values
   */
  public ParameterSpec {
    shape = List.copyOf(shape);
  }

  /**
   * How many values it has.
   *
   * @return the product of its dimensions
   */
  public long size() {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }
}
