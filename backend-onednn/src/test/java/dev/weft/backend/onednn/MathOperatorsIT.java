package dev.weft.backend.onednn;

import dev.weft.DataType;
import dev.weft.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Softmax, normalisations, reductions and indexing give what libmxnet gives. */
class MathOperatorsIT {
  private static final double CLOSE = 1e-5;
  private static final double EXACT = 0;

  private final ValueGenerator values = new ValueGenerator();

  @Test
  void softmaxAlongAnyAxis() {
    for (String operator : List.of("softmax", "log_softmax", "softmin")) {
      for (String axis : List.of("-1", "1", "0", "2")) {
        of(operator, Map.of("axis", axis), values.normal(3, 4, 5)).agrees(CLOSE);
        of(operator, Map.of("axis", axis, "temperature", "2.5"), values.normal(2, 7, 3))
            .agrees(CLOSE);
      }
      of(operator, Map.of(), values.normal(6)).agrees(CLOSE);
      of(operator, Map.of("axis", "1"), values.normal(2, 21, 5, 5)).agrees(CLOSE);
      of(operator, Map.of("dtype", "float32"), values.normal(2, 3)).agrees(CLOSE);
      of(operator, Map.of("dtype", "float64"), values.normal(2, 3)).agrees(CLOSE);
    }
  }

  @Test
  void softmaxOverLengths() {
    for (DataType type : List.of(DataType.INT32, DataType.INT64)) {
      Map<String, String> attributes = Map.of("use_length", "True");
      of("softmax", attributes, values.normal(3, 4, 5), values.whole(type, 1, 5, 3, 4))
          .agrees(CLOSE);
      of(
              "softmax",
              Map.of("use_length", "True", "axis", "1", "temperature", "0.5"),
              values.normal(3, 4, 5),
              values.whole(type, 1, 4, 3, 5))
          .agrees(CLOSE);
    }
  }

  @Test
  void normalizations() {
    for (String mode : List.of("instance", "channel", "spatial")) {
      of("L2Normalization", Map.of("mode", mode), values.normal(2, 5, 9, 11)).agrees(CLOSE);
      of("L2Normalization", Map.of("mode", mode, "eps", "0.1"), values.normal(2, 3, 4))
          .agrees(CLOSE);
    }
    of("L2Normalization", Map.of(), values.normal(3, 128)).agrees(CLOSE);
    of("LRN", Map.of("nsize", "5"), values.normal(2, 7, 4, 4)).agrees(CLOSE);
    of(
            "LRN",
            Map.of("nsize", "3", "alpha", "0.5", "beta", "0.6", "knorm", "1.5"),
            values.normal(1, 16, 5, 3))
        .agrees(CLOSE);
    of("LayerNorm", Map.of(), values.normal(3, 4, 10))
        .with(values.parameter("gamma", 10), values.parameter("beta", 10))
        .agrees(CLOSE);
    of("LayerNorm", Map.of("axis", "1", "eps", "0.01"), values.normal(3, 4, 10))
        .with(values.parameter("gamma", 4), values.parameter("beta", 4))
        .agrees(CLOSE);
    of("LayerNorm", Map.of("output_mean_var", "True"), values.normal(3, 6))
        .with(values.parameter("gamma", 6), values.parameter("beta", 6))
        .withOutputs(3)
        .agrees(CLOSE);
    of("InstanceNorm", Map.of(), values.normal(2, 3, 4, 5))
        .with(values.parameter("gamma", 3), values.parameter("beta", 3))
        .agrees(CLOSE);
    of("GroupNorm", Map.of("num_groups", "2"), values.normal(2, 6, 4, 5))
        .with(values.parameter("gamma", 2), values.parameter("beta", 2))
        .agrees(CLOSE);
    of("GroupNorm", Map.of("num_groups", "3", "output_mean_var", "1"), values.normal(2, 6, 4))
        .with(values.parameter("gamma", 3), values.parameter("beta", 3))
        .withOutputs(3)
        .agrees(CLOSE);
  }

  @Test
  void reductions() {
    List<Map<String, String>> axes =
        List.of(
            Map.of(),
            Map.of("axis", "()"),
            Map.of("axis", "1"),
            Map.of("axis", "-1"),
            Map.of("axis", "(0, 2)"),
            Map.of("axis", "(1, 3)"),
            Map.of("axis", "(2, 3)"),
            Map.of("axis", "(0, 1, 2, 3)"));
    for (String operator :
        List.of("sum", "mean", "max", "min", "prod", "nansum", "nanprod", "sum_axis", "max_axis")) {
      for (Map<String, String> chosen : axes) {
        for (String flag : List.of("", "keepdims", "exclude")) {
          Map<String, String> attributes = new HashMap<>(chosen);
          if (!flag.isEmpty() && !(flag.equals("exclude") && chosen.size() == 0)) {
            attributes.put(flag, "True");
          }
          if (flag.equals("exclude") && chosen.containsValue("(0, 1, 2, 3)")) {
            continue;
          }
          of(operator, attributes, values.normal(2, 3, 4, 5)).agrees(CLOSE);
        }
      }
      of(operator, Map.of("axis", "0"), values.normal(7)).agrees(CLOSE);
      of(operator, Map.of("axis", "1"), values.normal(2, 300, 700)).agrees(CLOSE);
      of(operator, Map.of("axis", "1"), values.whole(DataType.INT32, -9, 9, 3, 4, 5)).agrees(EXACT);
      of(operator, Map.of("axis", "2"), values.whole(DataType.INT64, -9, 9, 3, 4, 5)).agrees(EXACT);
    }
  }

  @Test
  void norms() {
    for (String ord : List.of("1", "2")) {
      of("norm", Map.of("ord", ord), values.normal(2, 3, 4)).agrees(CLOSE);
      of("norm", Map.of("ord", ord, "axis", "1"), values.normal(2, 3, 4)).agrees(CLOSE);
      of("norm", Map.of("ord", ord, "axis", "(0, 2)", "keepdims", "True"), values.normal(2, 3, 4))
          .agrees(CLOSE);
    }
  }

  @Test
  void sumsOfMany() {
    for (String operator : List.of("add_n", "ElementWiseSum")) {
      for (int count = 1; count < 6; count++) {
        Tensor[] inputs = new Tensor[count];
        java.util.Arrays.setAll(inputs, i -> values.normal(2, 3, 4));
        of(operator, Map.of("num_args", Integer.toString(count)), inputs).agrees(CLOSE);
      }
    }
    Tensor one = values.whole(DataType.INT32, -9, 9, 3, 4);
    of("add_n", Map.of("num_args", "3"), one, one, one).agrees(EXACT);
  }

  @Test
  void choices() {
    for (DataType type : List.of(DataType.FLOAT32, DataType.INT32, DataType.INT64)) {
      for (DataType chosen : List.of(DataType.FLOAT32, DataType.INT64, DataType.UINT8)) {
        Tensor x = values.whole(chosen, 0, 99, 3, 4);
        Tensor y = values.whole(chosen, 0, 99, 3, 4);
        of("where", Map.of(), values.whole(type, 0, 1, 3, 4), x, y).agrees(EXACT);
        of("where", Map.of(), values.whole(type, 0, 1, 3), x, y).agrees(EXACT);
      }
      for (String axis : List.of("0", "1", "-1")) {
        for (String mode : List.of("clip", "wrap")) {
          Map<String, String> attributes = Map.of("axis", axis, "mode", mode);
          of("take", attributes, values.normal(3, 4, 5), values.whole(type, -7, 9, 2, 6))
              .agrees(EXACT);
        }
      }
      of("take", Map.of("mode", "raise"), values.normal(3, 4), values.whole(type, 0, 2, 5))
          .agrees(EXACT);
      of("Embedding", Map.of("input_dim", "9", "output_dim", "3"), values.whole(type, -3, 12, 2, 5))
          .with(values.parameter("weight", 9, 3))
          .agrees(EXACT);
      for (String name : List.of("float32", "float64", "int32", "int64", "uint8")) {
        of(
                "one_hot",
                Map.of("depth", "5", "dtype", name, "on_value", "3", "off_value", "1"),
                values.whole(type, -2, 6, 3, 2))
            .agrees(EXACT);
      }
    }
  }

  private static OperatorOracle of(
      String operator, Map<String, String> attributes, Tensor... inputs) {
    return OperatorOracle.of(operator, attributes, inputs);
  }
}
