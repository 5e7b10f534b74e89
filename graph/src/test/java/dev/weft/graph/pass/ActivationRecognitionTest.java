package dev.weft.graph.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.graph.Graph;
import dev.weft.graph.Node;
import dev.weft.graph.op.HardSigmoid;
import dev.weft.graph.op.HardSwish;
import dev.weft.graph.op.LeakyRelu;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Unary;
import dev.weft.graph.op.UnaryFunction;
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

class ActivationRecognitionTest {
  private static final Op GELU = new LeakyRelu(LeakyRelu.Kind.GELU, 0);
  private static final Op SWISH = new Unary(UnaryFunction.SWISH);

  private final SymbolWriter symbol = new SymbolWriter();
  private final Output data = symbol.variable("data");
  private int names;

  @Test
  void swish() {
    assertMade(SWISH, multiply(data, node("sigmoid", data)));
  }

  @Test
  void swishOfEitherOrder() {
    assertMade(SWISH, multiply(node("sigmoid", data), data));
  }

  @Test
  void hardSigmoid() {
    assertMade(new HardSigmoid(1 / 6.0, 3 * (1 / 6.0)), scalar("_div_scalar", ramp(6), 6));
  }

  @Test
  void hardSwish() {
    Output sigmoid = scalar("_div_scalar", ramp(6), 6);
    assertMade(new HardSwish(1 / 6.0, 3 * (1 / 6.0)), multiply(data, sigmoid));
  }

  @Test
  void hardSwishScaledLast() {
    assertMade(
        new HardSwish(1 / 6.0, 3 * (1 / 6.0)), scalar("_div_scalar", multiply(ramp(6), data), 6));
  }

  @Test
  void hardSwishOfTheOperator() {
    assertMade(new HardSwish(0.2, 0.5), multiply(data, node("hard_sigmoid", data)));
  }

  @Test
  void geluWithHalfOfTheFirstFactor() {
    assertMade(GELU, multiply(scalar("_mul_scalar", data, 0.5), erfPlusOne(data)));
  }

  @Test
  void geluWithHalfOfTheSecondFactor() {
    assertMade(GELU, multiply(scalar("_mul_scalar", erfPlusOne(data), 0.5), data));
  }

  @Test
  void geluWithHalfOfTheProduct() {
    assertMade(GELU, scalar("_mul_scalar", multiply(data, erfPlusOne(data)), 0.5));
  }

  @Test
  void productsWithAnotherValueStay() {
    assertStays(3, multiply(node("exp", data), node("sigmoid", data)));
  }

  @Test
  void limitsThatDoNotFitTheFactorStay() {
    assertStays(3, scalar("_div_scalar", ramp(5), 6));
  }

  @Test
  void limitsInReverseOrderStay() {
    assertStays(3, scalar("_div_scalar", ramp(-6), -6));
  }

  @Test
  void valuesWithOtherReadersStay() {
    Output sigmoid = node("sigmoid", data);
    assertStays(3, node("elemwise_add", multiply(data, sigmoid), sigmoid));
  }

  @Test
  void wholeNumbersStay() {
    Output number = symbol.node("Cast", "cast", Map.of("dtype", "int32"), List.of(data));
    Output sum = scalar("_plus_scalar", number, 3);
    Output held = symbol.node("clip", "held", Map.of("a_min", "0", "a_max", "6"), List.of(sum));
    assertStays(4, scalar("_div_scalar", held, 6));
  }

  private Output ramp(int most) {
    Output sum = scalar("_plus_scalar", data, 3);
    Map<String, String> limits = Map.of("a_min", "0", "a_max", Integer.toString(most));
    return symbol.node("clip", "held", limits, List.of(sum));
  }

  private Output erfPlusOne(Output x) {
    return scalar("_plus_scalar", node("erf", scalar("_div_scalar", x, Math.sqrt(2))), 1);
  }

  private Output multiply(Output one, Output other) {
    return node("elemwise_mul", one, other);
  }

  private Output scalar(String operator, Output input, double number) {
    Map<String, String> attributes = Map.of("scalar", Double.toString(number));
    return symbol.node(operator, operator + names++, attributes, List.of(input));
  }

  private Output node(String operator, Output... inputs) {
    return symbol.node(operator, operator + names++, Map.of(), List.of(inputs));
  }

  private void assertMade(Op expected, Output output) {
    List<Node> nodes = rewritten(output).nodes();
    assertEquals(1, nodes.size(), nodes::toString);
    assertEquals(expected, nodes.get(0).op());
  }

  private void assertStays(int count, Output output) {
    assertEquals(count, rewritten(output).nodes().size());
  }

  private Graph rewritten(Output output) {
    ModelSource source =
        ModelSource.mxnet(
                symbol.toJson(List.of(output)).getBytes(StandardCharsets.UTF_8),
                ParamsWriter.defaults().toBytes(List.<NamedArray>of()))
            .declaringInput("data", DataType.FLOAT32);
    try (ModelGraph model = ModelReader.read(source, "test", op -> true)) {
      return Passes.run(model.graph(), List.of(new ActivationRecognition()));
    }
  }
}
