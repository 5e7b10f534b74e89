package dev.weft.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.files.ElementType;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import dev.weft.testkit.files.Values;
import java.nio.ShortBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Graphs with parameters in half precision, as MXNet's automatic mixed precision writes them, give
 * what libmxnet gives for the same graph in single precision; in half precision it computes little
 * on CPUs.
 */
@ExtendWith(LeakCheck.class)
class HalfPrecisionGraphsIT {
  /** An output in half precision has eleven digits of two. */
  private static final double TOLERANCE = 1.0 / 1024;

  private static final int CHANNELS = 8;

  private final SymbolWriter symbol = new SymbolWriter();
  private final List<NamedArray> parameters = new ArrayList<>();
  private final Tensor image = Tensor.of(floats("image", 2 * 3 * 9 * 7), 2, 3, 9, 7);

  @Test
  void convolutionsAndProducts() {
    agrees(DataType.FLOAT32);
  }

  @Test
  void inputsInHalfPrecision() {
    agrees(DataType.FLOAT16);
  }

  @Test
  void valuesOfTwoPrecisions() {
    Output data = symbol.variable("data");
    Output half = symbol.node("amp_cast", "half", Map.of("dtype", "float16"), List.of(data));
    Output weight = parameter("weight", ElementType.FLOAT16, 5, 3 * 9 * 7);
    Map<String, String> product = Map.of("num_hidden", "5", "no_bias", "True");
    Output dense = symbol.node("FullyConnected", "dense", product, List.of(half, weight));
    Output single = parameter("shift", ElementType.FLOAT32, 2, 5);
    Output same =
        symbol.node("amp_multicast", "same", Map.of("num_outputs", "2"), List.of(dense, single), 2);
    Output sum = symbol.node("elemwise_add", "sum", Map.of(), List.of(same, same.at(1)));
    List<Tensor> answers = answers("onednn", source(sum), image);
    assertEquals(DataType.FLOAT32, answers.get(0).dataType());
    double[] expected = sums();
    assertArrayEquals(expected, answers.get(0).toDoubleArray(), 10 * TOLERANCE);
  }

  /** The product and the sum of the last test, in double precision. */
  private double[] sums() {
    double[] data = image.toDoubleArray();
    double[] weight = values("weight", 5 * 3 * 9 * 7);
    double[] sums = values("shift", 10);
    int width = 3 * 9 * 7;
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < width; j++) {
        sums[i] += data[i / 5 * width + j] * weight[i % 5 * width + j];
      }
    }
    return sums;
  }

  private Output network(Output data, ElementType type) {
    String name = type == ElementType.FLOAT16 ? "float16" : "float32";
    Output half = symbol.node("amp_cast", "half", Map.of("dtype", name), List.of(data));
    Map<String, String> window =
        Map.of("kernel", "(3, 3)", "num_filter", Integer.toString(CHANNELS), "pad", "(1, 1)");
    Output weight = parameter("conv_weight", type, CHANNELS, 3, 3, 3);
    Output bias = parameter("conv_bias", type, CHANNELS);
    Output convolved = symbol.node("Convolution", "conv", window, List.of(half, weight, bias));
    List<Output> statistics = new ArrayList<>(List.of(convolved));
    for (String state : List.of("gamma", "beta")) {
      statistics.add(parameter("norm_" + state, ElementType.FLOAT32, CHANNELS));
    }
    for (String state : List.of("moving_mean", "moving_var")) {
      parameters.add(array("norm_" + state, ElementType.FLOAT32, CHANNELS).asAuxiliary());
      statistics.add(symbol.auxiliary("norm_" + state));
    }
    Output norm = symbol.node("BatchNorm", "norm", Map.of("fix_gamma", "False"), statistics);
    Output relu = symbol.node("Activation", "relu", Map.of("act_type", "relu"), List.of(norm));
    Output pooled =
        symbol.node(
            "Pooling",
            "pool",
            Map.of("global_pool", "True", "pool_type", "avg", "kernel", "(1, 1)"),
            List.of(relu));
    Output dense =
        symbol.node(
            "FullyConnected",
            "dense",
            Map.of("num_hidden", "4"),
            List.of(
                pooled,
                parameter("dense_weight", type, 4, CHANNELS),
                parameter("dense_bias", type, 4)));
    Output single = symbol.node("Cast", "single", Map.of("dtype", "float32"), List.of(dense));
    return symbol.node("softmax", "softmax", Map.of(), List.of(single));
  }

  private void agrees(DataType given) {
    HalfPrecisionGraphsIT reference = new HalfPrecisionGraphsIT();
    Output expected = reference.network(reference.symbol.variable("data"), ElementType.FLOAT32);
    double[] right = answers("mxnet", reference.source(expected), image).get(0).toDoubleArray();
    Output head = network(symbol.variable("data"), ElementType.FLOAT16);
    Tensor input = given == DataType.FLOAT16 ? halves(image) : image;
    Tensor answer = answers("onednn", source(head).declaringInput("data", given), input).get(0);
    assertEquals(DataType.FLOAT32, answer.dataType());
    assertArrayEquals(right, answer.toDoubleArray(), TOLERANCE);
  }

  private ModelSource source(Output head) {
    return ModelSource.mxnet(
            symbol.toJson(List.of(head)).getBytes(StandardCharsets.UTF_8),
            ParamsWriter.defaults().toBytes(parameters))
        .declaringInput("data", DataType.FLOAT32);
  }

  private static List<Tensor> answers(String backend, ModelSource source, Tensor input) {
    PredictorOptions options = PredictorOptions.builder().backend(backend).concurrency(1).build();
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source, options)) {
      return predictor.predict(input);
    }
  }

  private static float[] floats(String name, int count) {
    double[] values = values(name, count);
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Returns numbers that half precision holds in that precision. */
  private static Tensor halves(Tensor tensor) {
    float[] floats = tensor.toFloatArray();
    short[] halves = new short[floats.length];
    for (int i = 0; i < floats.length; i++) {
      int bits = Float.floatToRawIntBits(floats[i]);
      int exponent = ((bits >> 23) & 0xff) - 127 + 15;
      int magnitude = floats[i] == 0 ? 0 : (exponent << 10) | ((bits >> 13) & 0x3ff);
      halves[i] = (short) (((bits >> 16) & 0x8000) | magnitude);
    }
    return Tensor.of(DataType.FLOAT16, ShortBuffer.wrap(halves), tensor.shape().dimensions());
  }

  private Output parameter(String name, ElementType type, Integer... shape) {
    parameters.add(array(name, type, shape));
    return symbol.variable(name);
  }

  private static NamedArray array(String name, ElementType type, Integer... shape) {
    int count = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return NamedArray.dense(name, type, List.of(shape), Values.of(values(name, count)));
  }

  /** Multiples of 1/64, which half precision holds, positive ones for variances and factors. */
  private static double[] values(String name, int count) {
    boolean positive = name.endsWith("var") || name.endsWith("gamma");
    return new SplittableRandom(name.hashCode())
        .ints(count, positive ? 32 : -32, positive ? 96 : 33)
        .mapToDouble(value -> value / 64.0)
        .toArray();
  }
}
