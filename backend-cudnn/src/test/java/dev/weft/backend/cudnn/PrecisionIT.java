package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.Model;
import dev.weft.ModelSource;
import dev.weft.Precision;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Number formats, and the ways of running a plan. */
@ExtendWith({OnDevice.class, LeakCheck.class})
public class PrecisionIT {
  private static final PredictorOptions OPTIONS =
      PredictorOptions.builder().backend("cudnn").concurrency(1).build();

  private static double difference(NetworkUnderTest network, PredictorOptions options) {
    Tensor image = network.images(2, 1);
    return NetworkUnderTest.difference(network.right(image), network.answer(image, options));
  }

  private static void assumeBf16() {
    assumeTrue(CudnnRuntime.start(null).gpus().get(0).hasBf16(), "the GPU lacks BF16");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet", "mnist-8", "mlp", "tiny-resnet"})
  void answersAreAsExactAsTheFormat(String name) {
    NetworkUnderTest network = NetworkUnderTest.named(name);
    double fp32 = difference(network, OPTIONS);
    double fp16 = difference(network, OPTIONS.toBuilder().precision(Precision.FP16).build());
    assertTrue(fp32 < 1e-4, name + " in FP32 differs by " + fp32);
    assertTrue(fp16 < 1e-2 && fp16 > fp32, name + " in FP16 differs by " + fp16);
    assumeBf16();
    double bf16 = difference(network, OPTIONS.toBuilder().precision(Precision.BF16).build());
    assertTrue(bf16 < 2e-2 && bf16 > fp16, name + " in BF16 differs by " + bf16);
  }

  /** A parameter of two bytes, less than the mark of a kernel that fails. */
  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FP16", "BF16"})
  void parametersOfOneElement(Precision precision) {
    if (precision == Precision.BF16) {
      assumeBf16();
    }
    SymbolWriter symbol = new SymbolWriter();
    List<Output> arguments = List.of(symbol.variable("data"), symbol.variable("weight"));
    Map<String, String> dense = Map.of("num_hidden", "1", "no_bias", "True");
    Output product = symbol.node("FullyConnected", "dense", dense, arguments);
    NamedArray weight = NamedArray.floats("weight", List.of(1, 1), new float[] {0.5f});
    ModelSource source =
        ModelSource.mxnet(
            symbol.toJson(List.of(product)).getBytes(StandardCharsets.UTF_8),
            ParamsWriter.defaults().toBytes(List.of(weight)));
    PredictorOptions options = OPTIONS.toBuilder().precision(precision).build();
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source, options)) {
      Tensor data = Tensor.of(new float[] {1, 3}, 2, 1);
      float[] answer = predictor.predict(Map.of("data", data)).get(0).toFloatArray();
      assertArrayEquals(new float[] {0.5f, 1.5f}, answer);
    }
  }

  /** As those of 16 bits do: both are computed by tensor cores. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void channelsComeLastWithTf32(boolean tf32) {
    NetworkUnderTest network = NetworkUnderTest.named("tiny-resnet");
    PredictorOptions options =
        OPTIONS.toBuilder().backendOption("cudnn.tf32", String.valueOf(tf32)).build();
    // The simulated device rounds no factors.
    double limit = tf32 && OnDevice.isReal() ? 1e-2 : 1e-4;
    assertTrue(difference(network, options) < limit);
    try (Model model = Model.load(network.source(), options)) {
      Shape image = network.images(1, 1).shape();
      boolean last =
          model.report(Map.of("data", image)).callSteps().stream()
              .anyMatch(step -> step.operands().toString().contains("channels last"));
      assertEquals(tf32, last);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"cudnn.graphs=false", "cudnn.tune=true", "cudnn.tf32=true"})
  void waysOfRunningAnswerAlike(String option) {
    String[] parts = option.split("=", -1);
    PredictorOptions other = OPTIONS.toBuilder().backendOption(parts[0], parts[1]).build();
    NetworkUnderTest network = NetworkUnderTest.named("tiny-resnet");
    Tensor image = network.images(1, 1);
    float[] right = network.answer(image, OPTIONS);
    if (option.contains("graphs")) {
      assertArrayEquals(right, network.answer(image, other));
    } else {
      assertTrue(NetworkUnderTest.difference(right, network.answer(image, other)) < 1e-2);
    }
  }
}
