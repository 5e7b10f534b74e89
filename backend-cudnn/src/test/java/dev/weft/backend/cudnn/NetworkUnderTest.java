package dev.weft.backend.cudnn;

import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.zoo.Head;
import dev.weft.testkit.zoo.Network;
import dev.weft.testkit.zoo.NetworkZoo;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** A network of the zoo with seeded weights, and what the backend {@code onednn} answers. */
final class NetworkUnderTest {
  private static final long SEED = 42;

  private final ModelSource source;
  private final long[] image;

  private NetworkUnderTest(ModelSource source, long[] image) {
    this.source = source;
    this.image = image;
  }

  static NetworkUnderTest named(String name) {
    Network network = NetworkZoo.named(name, Head.LOGITS);
    return new NetworkUnderTest(
        ModelSource.mxnet(
            network.symbolJson().getBytes(StandardCharsets.UTF_8),
            ParamsWriter.defaults().toBytes(network.arrays(SEED))),
        network.inputShape().stream().mapToLong(Integer::longValue).toArray());
  }

  ModelSource source() {
    return source;
  }

  Tensor images(int batch, long seed) {
    long[] dimensions = image.clone();
    dimensions[0] = batch;
    int count = 1;
    for (long size : dimensions) {
      count = Math.toIntExact(count * size);
    }
    SplittableRandom random = new SplittableRandom(seed);
    float[] elements = new float[count];
    for (int i = 0; i < count; i++) {
      elements[i] = (float) random.nextDouble(-1, 1);
    }
    return Tensor.of(elements, dimensions);
  }

  /** Returns the answer of the backend {@code onednn}. */
  float[] right(Tensor input) {
    return answer(input, PredictorOptions.builder().backend("onednn").concurrency(1).build());
  }

  float[] answer(Tensor input, PredictorOptions options) {
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source, options)) {
      return predictor.predict(input).get(0).toFloatArray();
    }
  }

  /** Returns how far an answer is from the right one, to its greatest element. */
  static double difference(float[] right, float[] found) {
    double greatest = 0;
    double worst = 0;
    for (int i = 0; i < right.length; i++) {
      greatest = Math.max(greatest, Math.abs(right[i]));
      double difference = Math.abs((double) right[i] - found[i]);
      worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
    }
    return worst / greatest;
  }
}
