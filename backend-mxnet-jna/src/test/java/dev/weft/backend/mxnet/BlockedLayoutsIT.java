package dev.weft.backend.mxnet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What oneDNN does to the layouts of arrays within libmxnet is not seen outside. */
@ExtendWith(LeakCheck.class)
class BlockedLayoutsIT {
  private static final int CHANNELS = 16;
  private static final int SIZE = 8;

  /** libmxnet by itself crashes over such a softmax. */
  @ParameterizedTest
  @CsvSource({
    "Convolution, softmax, Activation, act_type, relu",
    "Convolution, softmax, Pooling, kernel, '(1, 1)'",
    "Convolution, log_softmax, Activation, act_type, relu",
    "Convolution, _npx_softmax, Activation, act_type, relu",
    "Convolution, _npx_log_softmax, _npx_pooling, kernel, '(1, 1)'",
    "_npx_convolution, softmax, Activation, act_type, relu",
    "_npx_convolution, _npx_softmax, _npx_activation, act_type, relu"
  })
  void rowsAreNormalised(
      String operator, String softmax, String between, String attribute, String value) {
    SymbolWriter symbol = new SymbolWriter();
    Output data = symbol.variable("data");
    Map<String, String> convolution =
        Map.of("kernel", "(1, 1)", "num_filter", Integer.toString(CHANNELS), "no_bias", "True");
    Output convolved =
        symbol.node(operator, "convolution", convolution, List.of(data, symbol.variable("w")));
    Output passed = symbol.node(between, "between", Map.of(attribute, value), List.of(convolved));
    Output rows = symbol.node(softmax, "rows", Map.of(), List.of(passed));
    float[] weights = new float[CHANNELS];
    for (int channel = 0; channel < CHANNELS; channel++) {
      weights[channel] = 1 + channel;
    }
    ModelSource source =
        ModelSource.mxnet(
            symbol.toJson(List.of(rows)).getBytes(StandardCharsets.UTF_8),
            ParamsWriter.defaults()
                .toBytes(List.of(NamedArray.floats("w", List.of(CHANNELS, 1, 1, 1), weights))));
    float[] image = new float[SIZE * SIZE];
    for (int i = 0; i < image.length; i++) {
      image[i] = i % 5 * 0.1f;
    }
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source, Subject.options())) {
      Tensor result = predictor.predict(Map.of("data", Tensor.of(image, 1, 1, SIZE, SIZE))).get(0);
      check(result.toFloatArray(), image, weights, softmax.contains("log"));
    }
  }

  /** Into a weight that a convolution has read, libmxnet by itself cannot write again. */
  @ParameterizedTest
  @ValueSource(strings = {"Convolution", "Deconvolution", "_npx_convolution"})
  void weightsOfEachCallAreUsed(String operator) {
    SymbolWriter symbol = new SymbolWriter();
    Map<String, String> attributes =
        Map.of("kernel", "(1, 1)", "num_filter", Integer.toString(CHANNELS), "no_bias", "True");
    Output result =
        symbol.node(
            operator, "result", attributes, List.of(symbol.variable("data"), symbol.variable("w")));
    ModelSource source =
        ModelSource.mxnet(
                symbol.toJson(List.of(result)).getBytes(StandardCharsets.UTF_8),
                ParamsWriter.defaults().toBytes(List.of()))
            .declaringInput("w", DataType.FLOAT32);
    float[] ones = new float[CHANNELS * SIZE * SIZE];
    Arrays.fill(ones, 1);
    Tensor image = Tensor.of(ones, 1, CHANNELS, SIZE, SIZE);
    float[] weights = new float[CHANNELS * CHANNELS];
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source, Subject.options())) {
      for (int call = 1; call <= 4; call++) {
        Arrays.fill(weights, call);
        Tensor given = Tensor.of(weights, CHANNELS, CHANNELS, 1, 1);
        Tensor answer = predictor.predict(Map.of("data", image, "w", given)).get(0);
        for (float element : answer.toFloatArray()) {
          assertEquals(call * CHANNELS, element, 1e-4);
        }
      }
    }
  }

  private static void check(float[] actual, float[] image, float[] weights, boolean logarithm) {
    for (int i = 0; i < actual.length; i++) {
      int column = i % SIZE;
      int row = i / SIZE % SIZE * SIZE;
      float weight = weights[i / (SIZE * SIZE)];
      double sum = 0;
      for (int other = 0; other < SIZE; other++) {
        sum += Math.exp(weight * (image[row + other] - image[row + column]));
      }
      assertEquals(logarithm ? -Math.log(sum) : 1 / sum, actual[i], 1e-5, "element " + i);
    }
  }
}
