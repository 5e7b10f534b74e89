package dev.weft.backend.cudnn.gpu;

import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.zoo.Head;
import dev.weft.testkit.zoo.Network;
import dev.weft.testkit.zoo.NetworkZoo;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * A network of the zoo with seeded weights, in memory, without softmax, which would level out
 * differences.
 *
 * @param name its name
 * @param source the model
 * @param image the shape of an input of one image
 */
record ZooModel(String name, ModelSource source, Shape image) {
  private static final long SEED = 42;

  static ZooModel named(String name) {
    Network network = NetworkZoo.named(name, Head.LOGITS);
    long[] dimensions = network.inputShape().stream().mapToLong(Integer::longValue).toArray();
    return new ZooModel(
        name,
        ModelSource.mxnet(
            network.symbolJson().getBytes(StandardCharsets.UTF_8),
            ParamsWriter.defaults().toBytes(network.arrays(SEED))),
        Shape.of(dimensions));
  }

  /** Returns so many images of random elements from -1 to 1. */
  Tensor images(int batch, long seed) {
    long[] dimensions = image.dimensions();
    dimensions[0] = batch;
    Shape shape = Shape.of(dimensions);
    float[] elements = new float[Math.toIntExact(shape.elementCount())];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < elements.length; i++) {
      elements[i] = (float) random.nextDouble(-1, 1);
    }
    return Tensor.of(elements, dimensions);
  }
}
