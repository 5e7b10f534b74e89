package dev.weft.benchmarks;

import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.testkit.zoo.NetworkZoo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * A row of {@link ModelsTable}.
 *
 * @param name what it is called there
 * @param origin where it comes from
 * @param source its files
 * @param input what is given to it while it is measured
 * @param answer what it is known to answer
 * @param temporary whether its files were written for this run
 */
record ModelUnderTest(
    String name,
    String origin,
    ModelSource source,
    Tensor input,
    KnownAnswer answer,
    boolean temporary) {
  private static final long SEED = 42;

  /** Returns all that are there, in the order of the table; each is made when it is its turn. */
  static Iterator<ModelUnderTest> all() throws IOException {
    Path checkout = checkout();
    List<ModelUnderTest> stored = new ArrayList<>();
    stored.add(demo(checkout));
    stored.addAll(trained(checkout.resolveSibling("shared").resolve("models")));
    Stream<ModelUnderTest> zoo = NetworkZoo.names().stream().map(ModelUnderTest::generated);
    return Stream.concat(stored.stream(), zoo).iterator();
  }

  void deleteIfTemporary() throws IOException {
    if (!temporary) {
      return;
    }
    Path symbol = source.symbol().path().orElseThrow();
    Files.delete(symbol);
    Files.delete(source.parameters().path().orElseThrow());
    Files.delete(Objects.requireNonNull(symbol.getParent(), "a temporary directory"));
  }

  private static ModelUnderTest demo(Path checkout) {
    Path module = checkout.resolve("demo-model");
    Path heldOut = module.resolve("src/test/resources/dev/weft/demo");
    return stored(
        "glyphs",
        "this project ([demo-model](../demo-model/README.md))",
        ModelSource.mxnet(module.resolve("model/glyphs"), 0),
        KnownAnswer.classified(
            heldOut.resolve("held-out-images.idx.gz"),
            heldOut.resolve("held-out-labels.idx.gz"),
            value -> value / 127.5f - 1,
            2550,
            2546),
        1,
        1,
        32,
        32);
  }

  private static List<ModelUnderTest> trained(Path models) {
    if (!Files.isDirectory(models)) {
      System.err.println("no " + models + ": the rows of trained models are left out");
      return List.of();
    }
    Path weighted = models.resolve("weighted");
    Path leNet = weighted.resolve("lenet-mnist/LeNet");
    Path images = models.resolve("mnist/images.gz");
    Path labels = models.resolve("mnist/labels.gz");
    Path regression = weighted.resolve("regression-mlp");
    return List.of(
        stored(
            "lenet-mnist, epoch 1",
            "trained, Apache-2.0",
            ModelSource.mxnet(leNet, 1),
            KnownAnswer.classified(images, labels, value -> value / 256, 9984, 9779),
            1,
            1,
            28,
            28),
        stored(
            "lenet-mnist, epoch 10",
            "trained, Apache-2.0",
            ModelSource.mxnet(leNet, 10),
            KnownAnswer.classified(images, labels, value -> value / 256, 9984, 9871),
            1,
            1,
            28,
            28),
        stored(
            "regression-mlp",
            "trained, EPL-2.0",
            ModelSource.mxnet(
                regression.resolve("mymodel-symbol.json"),
                regression.resolve("mymodel-10000.params")),
            KnownAnswer.meanSquaredError(regression.resolve("test.txt.gz"), "1.5319124"),
            1,
            203),
        stored(
            "tiny-linear",
            "trained, Apache-2.0",
            ModelSource.mxnet(weighted.resolve("tiny-linear/model"), 0),
            KnownAnswer.firstOutput(Tensor.of(new float[] {1, 2}, 1, 2), "4.9999918937683105"),
            1,
            2),
        stored(
            "mnist-mlp",
            "trained, Apache-2.0",
            ModelSource.mxnet(weighted.resolve("mnist-mlp/model"), 0),
            KnownAnswer.NONE,
            1,
            1,
            28,
            28),
        stored(
            "mobileface-v1",
            "trained, MIT",
            ModelSource.mxnet(weighted.resolve("mobileface-v1/MobileFace_Identification_V1"), 0),
            KnownAnswer.unitVector(random(1, 1, 100, 100)),
            1,
            1,
            100,
            100),
        stored(
            "plate-detector-small",
            "trained, MIT",
            ModelSource.mxnet(weighted.resolve("plate-detector-small/plate"), 0),
            KnownAnswer.NONE,
            1,
            3,
            256,
            256),
        stored(
            "retinaface-mnet025",
            "trained, MIT",
            ModelSource.mxnet(weighted.resolve("retinaface-mnet025/mnet.25"), 0),
            KnownAnswer.NONE,
            1,
            3,
            256,
            256),
        stored(
            "binary-fork-ops",
            "trained, Apache-2.0",
            ModelSource.mxnet(weighted.resolve("binary-fork-ops/binarized_mnist_32bit"), 1),
            KnownAnswer.NONE,
            1,
            1,
            28,
            28));
  }

  private static ModelUnderTest stored(
      String name, String origin, ModelSource source, KnownAnswer answer, long... shape) {
    return new ModelUnderTest(name, origin, source, random(shape), answer, false);
  }

  private static ModelUnderTest generated(String name) {
    try {
      BenchmarkModel model = BenchmarkModel.named(name);
      return new ModelUnderTest(
          name, "zoo, seeded weights", model.source(), model.input(), KnownAnswer.NONE, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Tensor random(long... shape) {
    SplittableRandom random = new SplittableRandom(SEED);
    float[] values = new float[Math.toIntExact(Shape.of(shape).elementCount())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextDouble();
    }
    return Tensor.of(values, shape);
  }

  private static Path checkout() throws IOException {
    Path start = Path.of("").toAbsolutePath();
    return Stream.iterate(start, Objects::nonNull, Path::getParent)
        .filter(directory -> Files.isDirectory(directory.resolve("demo-model")))
        .findFirst()
        .orElseThrow(() -> new IOException(start + " is not in a checkout of Weft"));
  }
}
