package dev.weft.backend.onednn;

import static dev.weft.backend.onednn.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.Model;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.backend.onednn.handle.Engine;
import dev.weft.testkit.files.ElementType;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import dev.weft.testkit.files.Values;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Convolutions that are computed with fewer products than they have. */
@ExtendWith(LeakCheck.class)
class WinogradIT {
  private static final String KIND = "winograd convolution";
  private static final int CHANNELS = 64;

  @BeforeAll
  static void needsAvx512() {
    assumeTrue(Engine.get().isa().hasAvx512(), "such convolutions are chosen with AVX-512 alone");
  }

  static IntStream seeds() {
    return IntStream.range(0, 48);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithLibmxnet(int seed) {
    ConvolutionNetwork network = new ConvolutionNetwork(seed);
    SplittableRandom random = new SplittableRandom(seed);
    Tensor images =
        network.images(random.nextInt(1, 4), random.nextInt(18, 50), random.nextInt(18, 50));
    double[] wanted = answers(network, "mxnet", List.of(images)).get(0);
    try (Model model = Model.load(network.source(), Subject.options())) {
      Shape shape = images.shape();
      assertTrue(
          model.report(Map.of("data", shape)).callSteps().stream()
              .anyMatch(step -> step.kind().equals(KIND)),
          () -> "none with " + shape);
      try (ThreadSafePredictor predictor = model.predictor()) {
        assertClose(wanted, predictor.predict(images).get(0).toDoubleArray());
      }
    }
  }

  @Test
  void sizesThatAreComputedDirectlyReadTheSameWeights() {
    ConvolutionNetwork network = new ConvolutionNetwork(1);
    List<Tensor> images =
        List.of(network.images(1, 30, 30), network.images(1, 3, 3), network.images(2, 24, 33));
    List<double[]> wanted = answers(network, "mxnet", images);
    List<double[]> found = answers(network, "onednn", images);
    for (int i = 0; i < wanted.size(); i++) {
      assertClose(wanted.get(i), found.get(i));
    }
  }

  @Test
  void anOptionForbidsThem() {
    ConvolutionNetwork network = new ConvolutionNetwork(1);
    PredictorOptions options =
        Subject.options().toBuilder().backendOption("onednn.winograd", "false").build();
    try (Model allowed = Model.load(network.source(), Subject.options());
        Model forbidden = Model.load(network.source(), options)) {
      Map<String, Shape> shapes = Map.of("data", network.images(1, 30, 30).shape());
      assertEquals(1, winogradSteps(allowed, shapes));
      assertEquals(0, winogradSteps(forbidden, shapes));
    }
  }

  private static long winogradSteps(Model model, Map<String, Shape> shapes) {
    return model.report(shapes).callSteps().stream()
        .filter(step -> step.kind().equals(KIND))
        .count();
  }

  @Test
  void threadsOfACallChangeNothing() {
    ConvolutionNetwork network = new ConvolutionNetwork(5);
    Tensor images = network.images(2, 29, 31);
    PredictorOptions two = Subject.options().toBuilder().concurrency(1).threadsPerCall(2).build();
    try (Model model = Model.load(network.source(), Subject.options());
        ThreadSafePredictor ofOne = model.predictor();
        ThreadSafePredictor ofTwo = model.predictor(two)) {
      assertArrayEquals(
          ofOne.predict(images).get(0).toDoubleArray(),
          ofTwo.predict(images).get(0).toDoubleArray());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void numbersOfDoublePrecisionAreConvolvedDirectly(int groups) {
    NamedArray weights =
        NamedArray.dense(
            "weights",
            ElementType.FLOAT64,
            List.of(CHANNELS, CHANNELS, 3, 3),
            Values.of(drawn(CHANNELS * CHANNELS * 9, 0.1)));
    SymbolWriter symbol = new SymbolWriter();
    Output image = symbol.variable("data", Map.of("__dtype__", "1"));
    Output end = convolution(symbol, image, symbol.variable("weights"), groups);
    ModelSource source = source(symbol, end, weights);
    int channels = groups * CHANNELS;
    Tensor images = Tensor.of(drawn(channels * 30 * 30, 1), 1, channels, 30, 30);
    assertClose(
        answers(source, options("mxnet"), List.of(images)).get(0),
        answers(source, options("onednn"), List.of(images)).get(0));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void weightsMayHaveGroupsInAnotherConvolution(boolean winograd) {
    NamedArray weights =
        NamedArray.floats(
            "weights",
            List.of(CHANNELS, CHANNELS, 3, 3),
            floats(drawn(CHANNELS * CHANNELS * 9, 0.1)));
    SymbolWriter symbol = new SymbolWriter();
    Output shared = symbol.variable("weights");
    Output grouped = convolution(symbol, symbol.variable("data"), shared, 2);
    ModelSource source = source(symbol, convolution(symbol, grouped, shared, 1), weights);
    List<Tensor> images = new ArrayList<>();
    for (int rows = 30; rows < 34; rows++) {
      images.add(Tensor.of(floats(drawn(2 * CHANNELS * rows * 30, 1)), 1, 2 * CHANNELS, rows, 30));
    }
    PredictorOptions onePlan =
        options("onednn").toBuilder()
            .backendOption("onednn.plans", "1")
            .backendOption("onednn.winograd", Boolean.toString(winograd))
            .build();
    List<double[]> wanted = answers(source, options("mxnet"), images);
    List<double[]> found = answers(source, onePlan, images);
    for (int i = 0; i < wanted.size(); i++) {
      assertClose(wanted.get(i), found.get(i));
    }
  }

  private static Output convolution(SymbolWriter symbol, Output image, Output weights, int groups) {
    Map<String, String> attributes =
        Map.of(
            "kernel", "(3, 3)",
            "pad", "(1, 1)",
            "num_filter", Integer.toString(CHANNELS),
            "num_group", Integer.toString(groups),
            "no_bias", "True");
    return symbol.node("Convolution", "of" + groups, attributes, List.of(image, weights));
  }

  private static ModelSource source(SymbolWriter symbol, Output end, NamedArray weights) {
    return ModelSource.mxnet(
        symbol.toJson(List.of(end)).getBytes(StandardCharsets.UTF_8),
        ParamsWriter.defaults().toBytes(List.of(weights)));
  }

  private static double[] drawn(int count, double most) {
    return new SplittableRandom(count).doubles(count, -most, most).toArray();
  }

  private static float[] floats(double... values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static PredictorOptions options(String backend) {
    return PredictorOptions.builder().backend(backend).concurrency(1).build();
  }

  private static List<double[]> answers(
      ConvolutionNetwork network, String backend, List<Tensor> images) {
    return answers(network.source(), options(backend), images);
  }

  private static List<double[]> answers(
      ModelSource source, PredictorOptions options, List<Tensor> images) {
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source, options)) {
      return images.stream().map(i -> predictor.predict(i).get(0).toDoubleArray()).toList();
    }
  }
}
