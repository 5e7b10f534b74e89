package dev.weft.graph.op;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Floating-point values converted to one type, the widest or the narrowest that one of them has;
 * integers as they are. There are as many outputs as inputs.
 *
 * @param outputs the number of values
 * @param narrows whether the narrowest type counts
 */
public record AmpMulticast(int outputs, boolean narrows) implements Op {
  @Override
  public String operator() {
    return "amp_multicast";
  }

  @Override
  public boolean sharesType(int input) {
    return false;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    DataType common = narrows ? DataType.FLOAT32 : inputs.get(0).dataType();
    for (ValueType input : inputs) {
      boolean wide = input.dataType() == DataType.FLOAT32;
      boolean half = input.dataType() == DataType.FLOAT16 || input.dataType() == DataType.BFLOAT16;
      if (narrows ? half : wide) {
        common = input.dataType();
      }
    }
    DataType type = common;
    return inputs.stream()
        .map(input -> AmpCast.isCast(input.dataType()) ? input.withDataType(type) : input)
        .toList();
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return outputs.stream().map(ValueType::shape).toList();
  }
}
