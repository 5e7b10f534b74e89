package dev.weft.backend.onednn;

import static dev.weft.backend.onednn.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.Model;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.backend.onednn.handle.Engine;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions that are computed with fewer products than they have. */
@ExtendWith(LeakCheck.class)
class WinogradIT {
  private static final String KIND = "winograd convolution";

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

  private static List<double[]> answers(
      ConvolutionNetwork network, String backend, List<Tensor> images) {
    PredictorOptions options = PredictorOptions.builder().backend(backend).concurrency(1).build();
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(network.source(), options)) {
      return images.stream().map(i -> predictor.predict(i).get(0).toDoubleArray()).toList();
    }
  }
}
