package dev.weft.graph.pass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.graph.Constant;
import dev.weft.graph.Graph;
import dev.weft.graph.read.ModelGraph;
import dev.weft.graph.read.ModelReader;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConstantJoiningTest {
  private static final List<GraphPass> PASSES =
      List.of(new ConstantJoining(), new DeadCodeRemoval());

  private final SymbolWriter symbol = new SymbolWriter();
  private final Output data = symbol.variable("data");
  private final Output matrix = symbol.variable("matrix");
  private final Output vector = symbol.variable("vector");

  @Test
  void reshapedAndJoinedConstantsBecomeOne() {
    try (ModelGraph model = read(sum(joined("0", flat(), vector)))) {
      Graph graph = Passes.run(model.graph(), PASSES);
      assertEquals(1, graph.nodes().size());
      Constant constant = graph.constants().values().iterator().next();
      assertEquals(1, graph.constants().size());
      assertEquals(Shape.of(7), constant.type().shape());
      assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, 7}, ComputedConstant.floats(constant));
    }
  }

  @Test
  void constantsWithOtherReadersStay() {
    Output sum = sum(joined("0", flat(), vector));
    Output again = symbol.node("broadcast_add", "again", Map.of(), List.of(sum, vector));
    try (ModelGraph model = read(again)) {
      Graph graph = Passes.run(model.graph(), PASSES);
      assertEquals(3, graph.nodes().size());
      assertEquals(2, graph.constants().size());
    }
  }

  @Test
  void nothingIsJoinedAlongOtherAxes() {
    try (ModelGraph model = read(sum(joined("1", matrix, matrix)))) {
      assertEquals(2, Passes.run(model.graph(), PASSES).nodes().size());
    }
  }

  private Output flat() {
    return symbol.node("Reshape", "flat", Map.of("shape", "(-1,)"), List.of(matrix));
  }

  private Output joined(String axis, Output... parts) {
    return symbol.node("Concat", "joined", Map.of("dim", axis, "num_args", "2"), List.of(parts));
  }

  private Output sum(Output constant) {
    return symbol.node("broadcast_add", "sum", Map.of(), List.of(data, constant));
  }

  private ModelGraph read(Output output) {
    return ModelReader.read(
        ModelSource.mxnet(
            symbol.toJson(List.of(output)).getBytes(StandardCharsets.UTF_8),
            ParamsWriter.defaults()
                .toBytes(
                    List.of(
                        NamedArray.floats("matrix", List.of(2, 2), 1, 2, 3, 4),
                        NamedArray.floats("vector", List.of(3), 5, 6, 7)))),
        "test",
        op -> true);
  }
}
