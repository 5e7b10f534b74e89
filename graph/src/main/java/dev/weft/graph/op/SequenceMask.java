package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Sequences whose elements past their lengths become a number. Data are (steps, batch, ...) or,
 * with axis 1, (batch, steps, ...); lengths, a second input, are (batch).
 *
 * @param axis the axis of steps, 0 or 1
 * @param hasLengths whether there are lengths; otherwise data stay
 * @param number what elements past the length become
 */
public record SequenceMask(int axis, boolean hasLengths, double number) implements Op {
  /**
   * Checks the axis.
   *
   * @param axis the axis of steps
   * @param hasLengths whether there are lengths
   * @param number what elements past the length become
   */
  public SequenceMask {
    SequenceLast.requireAxis(axis, 1);
  }

  @Override
  public String operator() {
    return "SequenceMask";
  }

  @Override
  public boolean sharesType(int input) {
    return input == 0;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Dimensions.requireRank("data", inputs.get(0).shape(), 2, 32);
    return List.of(inputs.get(0));
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape data = Dimensions.merge(inputs.get(0).shape(), outputs.get(0).shape());
    return SequenceLast.withLengths(data, inputs, axis);
  }
}
