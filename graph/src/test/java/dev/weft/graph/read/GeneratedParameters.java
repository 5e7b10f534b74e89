package dev.weft.graph.read;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.Graph;
import dev.weft.graph.GraphInput;
import dev.weft.graph.ValueType;
import dev.weft.testkit.files.ElementType;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A parameter file of ones for all inputs of a graph but the first, as far as they are small. */
final class GeneratedParameters {
  private static final int MAX_ELEMENTS = 1 << 12;

  private GeneratedParameters() {}

  static byte[] of(Graph graph, List<ValueType> types) {
    List<NamedArray> arrays = new ArrayList<>();
    for (GraphInput input :
        graph.inputs().subList(Math.min(1, graph.inputs().size()), graph.inputs().size())) {
      ValueType type = types.get(input.value());
      if (isSmall(type.shape()) && type.dataType() == DataType.FLOAT32 && !input.name().isEmpty()) {
        List<Integer> shape =
            Arrays.stream(type.shape().dimensions()).mapToObj(Math::toIntExact).toList();
        arrays.add(
            NamedArray.dense(
                input.name(), ElementType.FLOAT32, shape, Values.generated(() -> () -> 1)));
      }
    }
    return ParamsWriter.defaults().toBytes(arrays);
  }

  private static boolean isSmall(Shape shape) {
    if (!shape.isKnown()) {
      return false;
    }
    double elements = 1;
    for (long dimension : shape.dimensions()) {
      elements *= dimension;
    }
    return shape.rank() > 0 && elements > 0 && elements <= MAX_ELEMENTS;
  }
}
