package dev.weft.backend.onednn;

import static dev.weft.backend.onednn.Closeness.assertClose;

import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.graph.pass.GraphPass;
import dev.weft.graph.pass.Passes;
import dev.weft.nativesupport.predict.SharedModel;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.zoo.Head;
import dev.weft.testkit.zoo.Network;
import dev.weft.testkit.zoo.NetworkZoo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pass keeps the numbers of the graph that it is given: that of the passes before it. */
@ExtendWith(LeakCheck.class)
class PassesIT {
  private static final String ACTIVATIONS = "activations";

  static Stream<Arguments> passesOnNetworks() {
    List<GraphPass> passes = Passes.standard();
    return Stream.of("tiny-resnet", "inception-bn", "lenet", "mlp", ACTIVATIONS)
        .flatMap(
            network ->
                IntStream.rangeClosed(1, passes.size())
                    .mapToObj(count -> Arguments.of(network, count, passes.get(count - 1).name())));
  }

  @ParameterizedTest(name = "{0}, {2} ({1})")
  @MethodSource("passesOnNetworks")
  void numbersStay(String name, int count, String pass) {
    if (name.equals(ACTIVATIONS)) {
      ActivationNetwork network = new ActivationNetwork(20);
      numbersStay(network.source(), network.input(), count);
    } else {
      Network network = NetworkZoo.named(name, Head.SOFTMAX);
      numbersStay(source(network), input(network), count);
    }
  }

  private static void numbersStay(ModelSource source, Tensor input, int count) {
    List<GraphPass> passes = Passes.standard();
    double[] before = answer(source, passes.subList(0, count - 1), input);
    double[] after = answer(source, passes.subList(0, count), input);
    assertClose(before, after);
  }

  private static double[] answer(ModelSource source, List<GraphPass> passes, Tensor input) {
    PredictorOptions options = PredictorOptions.builder().concurrency(1).build();
    OnednnModel loaded =
        OnednnModel.load(source, OnednnOptions.of(options), () -> ElementType.F32, passes);
    try (SharedModel model = new SharedModel(loaded, options);
        ThreadSafePredictor predictor = model.predictor()) {
      return predictor.predict(input).get(0).toDoubleArray();
    }
  }

  private static ModelSource source(Network network) {
    List<NamedArray> arrays = network.arrays(7);
    return ModelSource.mxnet(
        network.symbolJson().getBytes(StandardCharsets.UTF_8),
        ParamsWriter.defaults().toBytes(arrays));
  }

  private static Tensor input(Network network) {
    long[] shape = network.inputShape().stream().mapToLong(Integer::longValue).toArray();
    int count = 1;
    for (long size : shape) {
      count *= (int) size;
    }
    SplittableRandom random = new SplittableRandom(3);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextDouble(-1, 1);
    }
    return Tensor.of(values, shape);
  }

  @Test
  void activationsOfSeveralOperatorsAgreeWithLibmxnet() {
    ActivationNetwork network = new ActivationNetwork(20);
    ModelSource source = network.source();
    Tensor input = network.input();
    PredictorOptions options = PredictorOptions.builder().backend("mxnet").concurrency(1).build();
    double[] expected;
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source, options)) {
      expected = predictor.predict(input).get(0).toDoubleArray();
    }
    assertClose(expected, answer(source, Passes.standard(), input));
  }
}
