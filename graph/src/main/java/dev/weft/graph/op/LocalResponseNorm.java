package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * x · (bias + alpha / size · sum of squares of the neighbouring channels)⁻ᵇᵉᵗᵃ, of data of batch,
 * channels and two spatial dimensions.
 *
 * @param size the number of neighbouring channels, odd
 * @param alpha factor of the sum
 * @param beta exponent
 * @param bias what is added to the sum
 */
public record LocalResponseNorm(int size, double alpha, double beta, double bias) implements Op {
  /**
   * Checks the size.
   *
   * @param size the number of neighbouring channels, odd
   * @param alpha factor of the sum
   * @param beta exponent
   * @param bias what is added to the sum
   */
  public LocalResponseNorm {
    if (size < 1 || size % 2 == 0) {
      throw new IllegalArgumentException("nsize is " + size + ", expected an odd number");
    }
  }

  @Override
  public String operator() {
    return "LRN";
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Dimensions.requireRank("data", inputs.get(0).shape(), 4, 4);
    return List.of(inputs.get(0));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return List.of(outputs.get(0).shape());
  }
}
