package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Sequences (steps, batch, ...) from last to first; steps past their lengths, a second input of
 * (batch), stay.
 *
 * @param hasLengths whether there are lengths
 */
public record SequenceReverse(boolean hasLengths) implements Op {
  @Override
  public String operator() {
    return "SequenceReverse";
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
    return SequenceLast.withLengths(data, inputs, 0);
  }
}
