package dev.weft.graph.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.graph.Node;
import dev.weft.graph.op.BinaryFunction;
import dev.weft.graph.op.Fused;
import dev.weft.graph.op.PostOp;
import dev.weft.graph.op.Scalar;
import dev.weft.graph.read.ModelGraph;
import dev.weft.graph.read.ModelReader;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ElementwiseFusionTest {
  private final SymbolWriter symbol = new SymbolWriter();
  private final Output data = symbol.variable("data");
  private final Output other = symbol.variable("other");
  private int names;

  @Test
  void aChainBecomesOneNode() {
    Output halved = symbol.node("_mul_scalar", "half", Map.of("scalar", "0.5"), List.of(data));
    Output difference = node("elemwise_sub", node("sigmoid", halved), other);
    List<Node> nodes = rewritten(node("elemwise_add", data, difference));
    assertEquals(1, nodes.size(), nodes::toString);
    assertEquals(List.of(0, 1, 0), nodes.get(0).inputs());
    Fused fused = (Fused) nodes.get(0).op();
    assertEquals(new Scalar(BinaryFunction.MULTIPLY, 0.5, false), fused.base());
    assertEquals(
        List.of(
            new PostOp.Combination(BinaryFunction.SUBTRACT),
            new PostOp.Combination(BinaryFunction.ADD)),
        fused.postOps().subList(1, 3));
  }

  @Test
  void ofTwoChainsThatMeetOneGoesOn() {
    assertEquals(2, rewritten(node("elemwise_mul", chain(data), chain(other))).size());
  }

  @Test
  void aValueIsNotSubtractedFromAnother() {
    assertEquals(2, rewritten(node("elemwise_sub", other, node("exp", data))).size());
  }

  @Test
  void valuesWithTwoReadersAreMade() {
    Output exp = node("exp", data);
    assertEquals(2, rewritten(node("elemwise_mul", exp, exp)).size());
  }

  @Test
  void broadcastsStay() {
    assertEquals(2, rewritten(node("broadcast_add", node("exp", data), other)).size());
  }

  private Output chain(Output input) {
    return node("relu", node("exp", input));
  }

  private Output node(String operator, Output... inputs) {
    return symbol.node(operator, operator + names++, Map.of(), List.of(inputs));
  }

  private List<Node> rewritten(Output output) {
    ModelSource source =
        ModelSource.mxnet(
                symbol.toJson(List.of(output)).getBytes(StandardCharsets.UTF_8),
                ParamsWriter.defaults().toBytes(List.of()))
            .declaringInput("data", DataType.FLOAT32);
    try (ModelGraph model = ModelReader.read(source, "test", op -> true)) {
      return Passes.run(model.graph(), List.of(new ElementwiseFusion())).nodes();
    }
  }
}
