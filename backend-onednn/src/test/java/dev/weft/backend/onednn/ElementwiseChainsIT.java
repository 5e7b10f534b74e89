package dev.weft.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.Precision;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import dev.weft.testkit.operators.ValueGenerator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Chains of elementwise operators give what libmxnet gives, for values of any rank. */
@ExtendWith(LeakCheck.class)
class ElementwiseChainsIT {
  private static final double CLOSE = 1e-5;
  private static final double CLOSE_IN_BF16 = 2e-2;

  private final ValueGenerator values = new ValueGenerator();

  static Stream<long[]> shapes() {
    return Stream.of(
        new long[] {1},
        new long[] {37},
        new long[] {3, 7},
        new long[] {2, 5, 1},
        new long[] {2, 20, 5, 3},
        new long[] {1, 3, 2, 5, 7},
        new long[] {2, 1, 3, 2, 3, 5});
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void chainsOfFunctionsAndSums(long... shape) {
    agree(Precision.FP32, CLOSE, shape);
    agree(Precision.BF16, CLOSE_IN_BF16, shape);
  }

  private void agree(Precision precision, double tolerance, long... shape) {
    Tensor data = values.uniform(-2, 2, shape);
    Tensor other = values.uniform(0.5, 2, shape);
    float[] constant = values.uniform(-1, 1, shape).toFloatArray();
    ModelSource source = source(constant, shape);
    PredictorOptions.Builder options = PredictorOptions.builder().concurrency(1);
    List<Tensor> expected = answers(source, options.backend("mxnet").build(), data, other);
    List<Tensor> actual =
        answers(source, options.backend("onednn").precision(precision).build(), data, other);
    for (int i = 0; i < expected.size(); i++) {
      double[] right = expected.get(i).toDoubleArray();
      double greatest = 0;
      for (double value : right) {
        greatest = Math.max(greatest, Math.abs(value));
      }
      assertArrayEquals(right, actual.get(i).toDoubleArray(), tolerance * greatest, "output " + i);
    }
  }

  private static List<Tensor> answers(
      ModelSource source, PredictorOptions options, Tensor data, Tensor other) {
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source, options)) {
      return predictor.predict(Map.of("data", data, "other", other));
    }
  }

  /** Chains that begin with a function, with a sum, and with a difference from a constant. */
  private static ModelSource source(float[] constant, long... shape) {
    SymbolWriter symbol = new SymbolWriter();
    Output data = symbol.variable("data");
    Output other = symbol.variable("other");
    Output fixed = symbol.variable("fixed");
    Output first = symbol.node("tanh", "tanh", Map.of(), List.of(data));
    first = symbol.node("elemwise_mul", "times", Map.of(), List.of(other, first));
    first = symbol.node("_plus_scalar", "more", Map.of("scalar", "0.25"), List.of(first));
    first = symbol.node("elemwise_div", "per", Map.of(), List.of(first, other));
    Output second = symbol.node("elemwise_add", "plus", Map.of(), List.of(data, other));
    second = symbol.node("sigmoid", "sigmoid", Map.of(), List.of(second));
    second = symbol.node("_maximum", "greater", Map.of(), List.of(second, fixed));
    Output third = symbol.node("elemwise_sub", "less", Map.of(), List.of(fixed, data));
    Map<String, String> limits = Map.of("a_min", "-0.5", "a_max", "0.75");
    third = symbol.node("clip", "held", limits, List.of(third));
    List<Integer> dimensions = LongStream.of(shape).mapToObj(size -> (int) size).toList();
    NamedArray array = NamedArray.floats("fixed", dimensions, constant);
    return ModelSource.mxnet(
            symbol.toJson(List.of(first, second, third)).getBytes(StandardCharsets.UTF_8),
            ParamsWriter.defaults().toBytes(List.of(array)))
        .declaringInput("data", DataType.FLOAT32)
        .declaringInput("other", DataType.FLOAT32);
  }
}
