package dev.weft.graph.op;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * A row for each index, in which one element differs: that at the index, if it is in range.
 *
 * @param depth the length of a row
 * @param on the element at the index
 * @param off the others
 * @param dataType the type of the result
 */
public record OneHot(long depth, double on, double off, DataType dataType) implements Op {
  @Override
  public String operator() {
    return "one_hot";
  }

  @Override
  public boolean sharesType(int input) {
    return false;
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    Shape indices = inputs.get(0).shape();
    return List.of(new ValueType(dataType, Dimensions.append(indices, depth)));
  }
}
