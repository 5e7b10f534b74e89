package dev.weft.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.OpenMp;
import dev.weft.graph.pass.Passes;
import dev.weft.inspect.StepListener;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.operators.ValueGenerator;
import dev.weft.testkit.zoo.Head;
import dev.weft.testkit.zoo.Network;
import dev.weft.testkit.zoo.NetworkZoo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that several threads compute. */
@ExtendWith(LeakCheck.class)
class ThreadsPerCallIT {
  private static final int THREADS = 3;

  @AfterEach
  void oneThreadAgain() {
    OpenMp.setThreads(1);
  }

  /** Small parameters are reordered by the thread that compiles, with one thread of OpenMP. */
  @Test
  void allPrimitivesOfAPlanAreMadeForThem() {
    Network network = NetworkZoo.named("tiny-resnet", Head.SOFTMAX);
    PredictorOptions options = PredictorOptions.builder().concurrency(1).build();
    OnednnModel loaded =
        OnednnModel.load(
            source(network), OnednnOptions.of(options), () -> ElementType.F32, Passes.standard());
    try {
      OpenMp.setThreads(THREADS);
      loaded.plan(List.of(Optional.of(shape(network))), THREADS).release();
      assertEquals(THREADS, OpenMp.threads());
    } finally {
      loaded.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"lenet", "tiny-resnet", "inception-bn"})
  void numbersAreThoseOfOneThread(String name) {
    Network network = NetworkZoo.named(name, Head.SOFTMAX);
    Tensor image = new ValueGenerator().uniform(-1, 1, shape(network).dimensions());
    float[] one = answer(network, 1, image);
    assertArrayEquals(one, answer(network, THREADS, image), 1e-5f);
  }

  /** OpenMP keeps the number for each thread, and a listener runs in that of the call. */
  @Test
  void aListenerMayCallAModelOfAnotherNumber() {
    Network network = NetworkZoo.named("lenet", Head.SOFTMAX);
    Tensor image = new ValueGenerator().uniform(-1, 1, shape(network).dimensions());
    List<Integer> counts = new ArrayList<>();
    try (ThreadSafePredictor other = ThreadSafePredictor.open(source(network), options(THREADS))) {
      StepListener calling =
          run -> {
            counts.add(OpenMp.threads());
            other.predict(image);
          };
      PredictorOptions told = options(1).toBuilder().stepListener(calling).build();
      try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source(network), told)) {
        predictor.predict(image);
      }
    }
    assertEquals(Set.of(1), Set.copyOf(counts));
  }

  private static PredictorOptions options(int threads) {
    return Subject.options().toBuilder().concurrency(2).threadsPerCall(threads).build();
  }

  private static float[] answer(Network network, int threads, Tensor image) {
    try (ThreadSafePredictor predictor =
        ThreadSafePredictor.open(source(network), options(threads))) {
      float[] first = predictor.predict(image).get(0).toFloatArray();
      assertArrayEquals(first, predictor.predict(image).get(0).toFloatArray());
      return first;
    }
  }

  private static Shape shape(Network network) {
    return Shape.of(network.inputShape().stream().mapToLong(Integer::longValue).toArray());
  }

  private static ModelSource source(Network network) {
    return ModelSource.mxnet(
        network.symbolJson().getBytes(StandardCharsets.UTF_8),
        ParamsWriter.defaults().toBytes(network.arrays(7)));
  }
}
