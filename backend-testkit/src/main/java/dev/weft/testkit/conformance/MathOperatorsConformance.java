package dev.weft.testkit.conformance;

import dev.weft.DataType;
import dev.weft.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Softmax, normalisations, reductions and indexing give what the reference gives. */
public abstract class MathOperatorsConformance extends OperatorChecks {
  private static final double CLOSE = 1e-5;
  private static final double EXACT = 0;

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected MathOperatorsConformance(ConformanceSubject subject) {
    super(subject);
  }

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
        Arrays.setAll(inputs, i -> values.normal(2, 3, 4));
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

  @Test
  void elementsAtIndices() {
    for (DataType type : List.of(DataType.FLOAT32, DataType.INT32, DataType.INT64)) {
      for (String mode : List.of("clip", "wrap")) {
        Map<String, String> attributes = Map.of("mode", mode);
        of("pick", attributes, values.normal(3, 4), values.whole(type, -3, 6, 3)).agrees(EXACT);
        of("pick", attributes, values.normal(7), values.whole(type, -3, 6, 1)).agrees(EXACT);
        attributes = Map.of("mode", mode, "axis", "1", "keepdims", "True");
        of("pick", attributes, values.normal(3, 4, 5), values.whole(type, -3, 6, 3, 5))
            .agrees(EXACT);
        of("pick", attributes, values.normal(3, 4, 5), values.whole(type, -3, 6, 3, 1, 5))
            .agrees(EXACT);
      }
      of("gather_nd", Map.of(), values.normal(3, 4, 5), values.whole(type, -3, 2, 2, 6))
          .agrees(EXACT);
      of("gather_nd", Map.of(), values.normal(3, 4), values.whole(type, 0, 2, 2, 3, 2))
          .agrees(EXACT);
      of(
              "gather_nd",
              Map.of(),
              values.whole(DataType.INT64, -99, 99, 3, 4),
              values.whole(type, 0, 2, 1, 3))
          .agrees(EXACT);
    }
  }

  @Test
  void extremes() {
    for (String operator : List.of("argmax", "argmin")) {
      for (String keeps : List.of("True", "False")) {
        for (String axis : List.of("0", "1", "-1")) {
          Map<String, String> attributes = Map.of("axis", axis, "keepdims", keeps);
          of(operator, attributes, values.normal(3, 4, 5)).agrees(EXACT);
          of(operator, attributes, values.whole(DataType.FLOAT32, 0, 2, 4, 9)).agrees(EXACT);
          of(operator, attributes, values.whole(DataType.INT32, 0, 2, 4, 9)).agrees(EXACT);
        }
        of(operator, Map.of("keepdims", keeps), values.normal(3, 4, 5)).agrees(EXACT);
        of(operator, Map.of("axis", "0", "keepdims", keeps), values.normal(5)).agrees(EXACT);
      }
    }
  }

  @Test
  void ordered() {
    for (String ascending : List.of("True", "False")) {
      for (String axis : List.of("0", "1", "-1", "None")) {
        for (DataType type : List.of(DataType.FLOAT32, DataType.INT32, DataType.INT64)) {
          Tensor data =
              type == DataType.FLOAT32
                  ? values.normal(6, 7, 8)
                  : values.whole(type, -1000000, 1000000, 6, 7, 8);
          Map<String, String> attributes = Map.of("axis", axis, "is_ascend", ascending);
          of("sort", attributes, data).agrees(EXACT);
          of("argsort", attributes, data).agrees(EXACT);
          for (String result : List.of("value", "indices", "both", "mask")) {
            for (String k : List.of("1", "3", "0")) {
              Map<String, String> wanted = new HashMap<>(attributes);
              wanted.put("k", k);
              wanted.put("ret_typ", result);
              of("topk", wanted, data).withOutputs(result.equals("both") ? 2 : 1).agrees(EXACT);
            }
          }
        }
      }
    }
    for (String name : List.of("int32", "int64", "uint8", "float64")) {
      of("topk", Map.of("k", "2", "dtype", name), values.normal(3, 9)).agrees(EXACT);
      of("argsort", Map.of("dtype", name), values.normal(3, 9)).agrees(EXACT);
    }
    of("sort", Map.of("axis", "0"), values.normal(9)).agrees(EXACT);
    of("sort", Map.of("axis", "1"), values.whole(DataType.UINT8, 0, 255, 4, 30)).agrees(EXACT);
    of("sort", Map.of("axis", "1"), values.whole(DataType.INT8, -128, 127, 4, 30)).agrees(EXACT);
  }

  @Test
  void products() {
    for (String a : List.of("False", "True")) {
      for (String b : List.of("False", "True")) {
        Map<String, String> both = Map.of("transpose_a", a, "transpose_b", b);
        long[] left = a.equals("True") ? new long[] {5, 4} : new long[] {4, 5};
        long[] right = b.equals("True") ? new long[] {6, 5} : new long[] {5, 6};
        of("dot", both, values.normal(left), values.normal(right)).agrees(CLOSE);
        of("_linalg_gemm2", both, values.normal(left), values.normal(right)).agrees(CLOSE);
        long[] deepLeft = a.equals("True") ? new long[] {5, 2, 3} : new long[] {2, 3, 5};
        long[] deepRight = b.equals("True") ? new long[] {4, 2, 5} : new long[] {5, 4, 2};
        of("dot", both, values.normal(deepLeft), values.normal(deepRight)).agrees(CLOSE);
        of("dot", both, values.normal(deepLeft), values.normal(right)).agrees(CLOSE);
        of("batch_dot", both, batches(3, left), batches(3, right)).agrees(CLOSE);
        Map<String, String> scaled = Map.of("transpose_a", a, "transpose_b", b, "alpha", "0.5");
        of("_linalg_gemm2", scaled, batches(3, left), batches(3, right)).agrees(CLOSE);
        scaled = Map.of("transpose_a", a, "transpose_b", b, "alpha", "0.5", "beta", "2");
        of("_linalg_gemm", scaled, batches(3, left), batches(3, right), values.normal(3, 4, 6))
            .agrees(CLOSE);
      }
    }
    of("dot", Map.of(), values.normal(5), values.normal(5)).agrees(CLOSE);
    of("dot", Map.of(), values.normal(4, 5), values.normal(5)).agrees(CLOSE);
    of("dot", Map.of(), values.normal(5), values.normal(5, 3)).agrees(CLOSE);
    of("batch_dot", Map.of(), values.normal(2, 3, 4, 5), values.normal(2, 3, 5, 6)).agrees(CLOSE);
    Map<String, String> rows = Map.of("axis", "1");
    of("_linalg_gemm2", rows, values.normal(2, 4, 3, 5), values.normal(2, 5, 3, 6)).agrees(CLOSE);
  }

  @Test
  void attention() {
    Map<String, String> heads = Map.of("heads", "3");
    String prefix = "_contrib_interleaved_matmul_";
    of(prefix + "selfatt_qk", heads, values.normal(7, 2, 36)).agrees(CLOSE);
    of(prefix + "selfatt_valatt", heads, values.normal(7, 2, 36), values.normal(6, 7, 7))
        .agrees(CLOSE);
    of(prefix + "encdec_qk", heads, values.normal(5, 2, 12), values.normal(7, 2, 24)).agrees(CLOSE);
    of(prefix + "encdec_valatt", heads, values.normal(7, 2, 24), values.normal(6, 5, 7))
        .agrees(CLOSE);
    of("_contrib_div_sqrt_dim", Map.of(), values.normal(2, 3, 16)).agrees(CLOSE);
  }

  @Test
  void doublePrecision() {
    Tensor data = values.whole(DataType.FLOAT64, -9, 9, 3, 4, 5);
    for (String operator :
        List.of("softmax", "log_softmax", "sum", "mean", "max", "norm", "argmax")) {
      of(operator, Map.of("axis", "1"), data).agrees(CLOSE);
    }
    of("L2Normalization", Map.of(), data).agrees(CLOSE);
    of("hard_sigmoid", Map.of(), data).agrees(CLOSE);
    of("_contrib_div_sqrt_dim", Map.of(), data).agrees(CLOSE);
    of("add_n", Map.of("num_args", "2"), data, data).agrees(CLOSE);
    of("topk", Map.of("k", "1", "ret_typ", "value"), data).agrees(EXACT);
    of("take", Map.of(), data, values.whole(DataType.INT32, 0, 2, 5)).agrees(EXACT);
    of("where", Map.of(), data, data, data).agrees(EXACT);
    of("batch_dot", Map.of("transpose_b", "True"), data, data).agrees(CLOSE);
    of("dot", Map.of("transpose_b", "True"), data, data).agrees(CLOSE);
    Tensor lengths = values.whole(DataType.INT32, 1, 5, 3, 4);
    of("softmax", Map.of("use_length", "True"), data, lengths).agrees(CLOSE);
  }

  private Tensor batches(long count, long... shape) {
    return values.normal(count, shape[0], shape[1]);
  }
}
