package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Functions of single elements give what the reference gives. */
public abstract class ElementwiseOperatorsConformance extends OperatorChecks {
  private static final double CLOSE = 2e-6;
  private static final double EXACT = 0;
  private static final List<String> BINARY =
      List.of(
          "add",
          "sub",
          "mul",
          "div",
          "mod",
          "maximum",
          "minimum",
          "equal",
          "not_equal",
          "greater",
          "greater_equal",
          "lesser",
          "lesser_equal",
          "logical_and",
          "logical_or",
          "logical_xor",
          "power",
          "hypot");
  private static final List<String> SCALAR =
      List.of(
          "_plus_scalar",
          "_minus_scalar",
          "_rminus_scalar",
          "_mul_scalar",
          "_div_scalar",
          "_rdiv_scalar",
          "_mod_scalar",
          "_rmod_scalar",
          "_maximum_scalar",
          "_minimum_scalar",
          "_equal_scalar",
          "_not_equal_scalar",
          "_greater_scalar",
          "_greater_equal_scalar",
          "_lesser_scalar",
          "_lesser_equal_scalar",
          "_logical_and_scalar",
          "_logical_or_scalar",
          "_logical_xor_scalar",
          "_power_scalar",
          "_rpower_scalar",
          "_hypot_scalar");

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected ElementwiseOperatorsConformance(ConformanceSubject subject) {
    super(subject);
  }

  @Test
  void boundsMakeNoInfinityOfWhatIsNotANumber() {
    Map<String, String> six = Map.of("scalar", "6");
    Map<String, String> below = Map.of("a_min", "-inf", "a_max", "6");
    for (boolean fused : List.of(false, true)) {
      bounded("_minimum_scalar", six, fused);
      bounded("_maximum_scalar", six, fused);
      bounded("clip", below, fused);
    }
  }

  /** Both NaN and the bound will do. */
  private void bounded(String operator, Map<String, String> attributes, boolean fused) {
    SymbolWriter symbol = new SymbolWriter();
    Output data = symbol.variable("data");
    Output weight = symbol.variable("weight");
    Output read =
        fused
            ? symbol.node(
                "FullyConnected",
                "dense",
                Map.of("num_hidden", "1", "no_bias", "True"),
                List.of(data, weight))
            : symbol.node("broadcast_mul", "product", Map.of(), List.of(data, weight));
    Output bounded = symbol.node(operator, "bounded", attributes, List.of(read));
    ModelSource source =
        SmallModels.of(
            symbol.toJson(List.of(bounded)),
            List.of(NamedArray.floats("weight", List.of(1, 1), 1)));
    try (ThreadSafePredictor predictor = open(source)) {
      float[] answer =
          predictor.predict(Tensor.of(new float[] {Float.NaN, 7, -3}, 3, 1)).get(0).toFloatArray();
      boolean greatest = operator.startsWith("_max");
      assertTrue(Float.isNaN(answer[0]) || answer[0] == 6, () -> operator + " " + answer[0]);
      assertEquals(greatest ? 7 : 6, answer[1], operator);
      assertEquals(greatest ? 6 : -3, answer[2], operator);
    }
  }

  @Test
  void functionsOfAnyNumber() {
    for (String operator :
        List.of(
            "relu",
            "sigmoid",
            "tanh",
            "softsign",
            "exp",
            "expm1",
            "cbrt",
            "rcbrt",
            "square",
            "abs",
            "sign",
            "negative",
            "reciprocal",
            "round",
            "rint",
            "ceil",
            "floor",
            "trunc",
            "fix",
            "erf",
            "sin",
            "cos",
            "tan",
            "arctan",
            "sinh",
            "cosh",
            "arcsinh",
            "degrees",
            "radians",
            "logical_not",
            "gamma",
            "gammaln",
            "_copy",
            "BlockGrad",
            "make_loss")) {
      of(operator, values.uniform(-4, 4, 2, 3, 50)).agrees(CLOSE);
    }
    for (String operator : List.of("round", "rint", "ceil", "floor", "trunc", "fix", "sign")) {
      of(operator, Tensor.of(new float[] {-2.5f, -1.5f, -0.5f, 0, 0.5f, 1.5f, 2.5f}, 7))
          .agrees(EXACT);
    }
  }

  @Test
  void functionsOfSomeNumbers() {
    for (String operator :
        List.of("log", "log2", "log10", "log1p", "sqrt", "rsqrt", "gamma", "gammaln", "arccosh")) {
      of(operator, values.uniform(1.01, 20, 300)).agrees(CLOSE);
    }
    for (String operator : List.of("arcsin", "arccos", "arctanh", "erfinv", "log1p")) {
      of(operator, values.uniform(-0.99, 0.99, 300)).agrees(CLOSE);
    }
  }

  @Test
  void functionsOfWholeNumbers() {
    for (DataType type : List.of(DataType.INT32, DataType.INT64, DataType.INT8, DataType.UINT8)) {
      int least = type == DataType.UINT8 ? 0 : -9;
      for (String operator :
          List.of(
              "relu",
              "abs",
              "sign",
              "negative",
              "square",
              "round",
              "rint",
              "ceil",
              "floor",
              "trunc",
              "fix",
              "logical_not",
              "_copy")) {
        of(operator, values.whole(type, least, 9, 60)).agrees(EXACT);
      }
      of("clip", Map.of("a_min", "-3", "a_max", "4"), values.whole(type, least, 9, 60))
          .agrees(EXACT);
    }
  }

  @Test
  void activations() {
    for (String type : List.of("relu", "sigmoid", "tanh", "softrelu", "softsign")) {
      of("Activation", Map.of("act_type", type), values.uniform(-6, 6, 2, 3, 7)).agrees(CLOSE);
    }
    for (String type : List.of("leaky", "elu", "selu", "gelu")) {
      of("LeakyReLU", Map.of("act_type", type), values.uniform(-6, 6, 2, 3, 7)).agrees(1e-5);
    }
    of("hard_sigmoid", Map.of(), values.uniform(-6, 6, 2, 3, 7)).agrees(CLOSE);
    of("hard_sigmoid", Map.of("alpha", "0.3", "beta", "0.1"), values.uniform(-6, 6, 40))
        .agrees(CLOSE);
    of("smooth_l1", Map.of("scalar", "1.5"), values.uniform(-3, 3, 40)).agrees(CLOSE);
  }

  @Test
  void functionsOfTwoValues() {
    for (String name : BINARY) {
      double least = name.equals("power") ? 0.1 : -4;
      Tensor one = values.uniform(least, 4, 2, 3, 4);
      of("broadcast_" + name, one, values.uniform(-4, 4, 2, 3, 4)).agrees(CLOSE);
      of("broadcast_" + name, one, values.uniform(-4, 4, 1, 3, 1)).agrees(CLOSE);
      of("broadcast_" + name, one, values.uniform(-4, 4, 1, 1, 1)).agrees(CLOSE);
      of("broadcast_" + name, values.uniform(0.1, 4, 2, 1, 1), values.uniform(-4, 4, 1, 3, 4))
          .agrees(CLOSE);
      boolean elemwise = List.of("add", "sub", "mul", "div").contains(name);
      of((elemwise ? "elemwise_" : "_") + name, one, values.uniform(-4, 4, 2, 3, 4)).agrees(CLOSE);
    }
  }

  @Test
  void functionsOfTwoWholeValues() {
    for (DataType type : List.of(DataType.INT32, DataType.INT64, DataType.INT8, DataType.UINT8)) {
      int least = type == DataType.UINT8 ? 0 : -9;
      for (String name : BINARY) {
        if (name.equals("power") || name.equals("hypot")) {
          continue;
        }
        Tensor one = values.whole(type, least, 9, 3, 40);
        Tensor other = values.whole(type, name.equals("div") ? 1 : least, 9, 3, 40);
        Tensor row = values.whole(type, name.equals("div") ? 1 : least, 9, 1, 40);
        of("broadcast_" + name, one, other).agrees(EXACT);
        of("broadcast_" + name, one, row).agrees(EXACT);
      }
      Tensor large = values.whole(type, -2147483647, 2147483646, 30);
      of("elemwise_add", large, large).agrees(EXACT);
      of("elemwise_sub", large, values.whole(type, least, 100, 30)).agrees(EXACT);
    }
  }

  @Test
  void functionsOfANumber() {
    for (String operator : SCALAR) {
      for (String scalar : List.of("2", "-1.5", "0.5", "3")) {
        of(operator, Map.of("scalar", scalar), values.uniform(0.1, 4, 60)).agrees(CLOSE);
      }
      of(operator, Map.of("scalar", "2"), values.whole(DataType.FLOAT32, -3, 3, 60)).agrees(CLOSE);
      for (DataType type : List.of(DataType.INT32, DataType.INT64, DataType.INT8, DataType.UINT8)) {
        of(operator, Map.of("scalar", "3"), values.whole(type, 1, 9, 60)).agrees(EXACT);
      }
    }
  }

  @Test
  void casts() {
    for (String name : List.of("float32", "float64", "int32", "int64", "int8", "uint8", "bool")) {
      for (DataType type : List.of(DataType.INT32, DataType.INT64, DataType.UINT8)) {
        of("Cast", Map.of("dtype", name), values.whole(type, 0, 100, 60)).agrees(EXACT);
      }
      of("Cast", Map.of("dtype", name), values.uniform(0, 100, 60)).agrees(CLOSE);
    }
    of("Cast", Map.of("dtype", "int32"), values.uniform(-100, 100, 60)).agrees(EXACT);
    of("Cast", Map.of("dtype", "int8"), values.uniform(-100, 100, 60)).agrees(EXACT);
  }

  private OperatorCheck of(String operator, Tensor... inputs) {
    return of(operator, Map.of(), inputs);
  }
}
