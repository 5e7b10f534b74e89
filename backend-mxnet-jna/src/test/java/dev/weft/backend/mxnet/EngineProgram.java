package dev.weft.backend.mxnet;

import dev.weft.Backends;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.backend.mxnet.handle.MxnetLoader;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.zoo.Head;
import dev.weft.testkit.zoo.Network;
import dev.weft.testkit.zoo.TinyResNet;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A process of its own: opens a predictor for each argument, which is {@code
 * CONCURRENCY,THREADS_PER_CALL} with 0 for what is not set, and prints what it got.
 */
final class EngineProgram {
  private EngineProgram() {}

  public static void main(String[] predictors) {
    Network network = TinyResNet.of(Head.LOGITS);
    ModelSource source =
        ModelSource.mxnet(
            network.symbolJson().getBytes(StandardCharsets.UTF_8),
            ParamsWriter.defaults().toBytes(network.arrays(42)));
    for (String predictor : predictors) {
      int[] wanted = Arrays.stream(predictor.split(",")).mapToInt(Integer::parseInt).toArray();
      PredictorOptions.Builder options = PredictorOptions.builder().backend("mxnet");
      if (wanted[0] > 0) {
        options.concurrency(wanted[0]);
      }
      if (wanted[1] > 0) {
        options.threadsPerCall(wanted[1]);
      }
      run(source, options.build());
    }
    for (String name :
        new String[] {"MXNET_ENGINE_TYPE", "OMP_NUM_THREADS", "MXNET_CPU_WORKER_NTHREADS"}) {
      System.out.println(name + "=" + MxnetLoader.environment(name).orElse(""));
    }
    Backends.describe().stream()
        .filter(backend -> backend.name().equals("mxnet"))
        .forEach(
            backend ->
                System.out.println("engine: " + backend.availability().details().get("engine")));
  }

  private static void run(ModelSource source, PredictorOptions options) {
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source, options)) {
      System.out.println(
          "concurrency "
              + predictor.options().concurrency().orElse(0)
              + ", threadsPerCall "
              + predictor.options().threadsPerCall().orElse(0));
      Tensor image = Tensor.of(new float[3 * 32 * 32], 1, 3, 32, 32);
      float[] right = predictor.predict(image).get(0).toFloatArray();
      boolean same =
          IntStream.range(0, 400)
              .parallel()
              .allMatch(i -> Arrays.equals(right, predictor.predict(image).get(0).toFloatArray()));
      System.out.println("answers " + (same ? "same" : "differ"));
    }
  }
}
