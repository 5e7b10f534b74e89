package dev.weft.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.Tensor;
import dev.weft.samples.npy.NpyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs models trained by other people on libmxnet, where {@code ../shared/models} is beside the
 * checkout.
 */
class RunModelIT {
  private static final Path MODELS = Path.of("..", "..", "shared", "models", "weighted");

  @TempDir private Path folder;

  @Test
  void answersAsTheModelsAuthorsSay() throws Exception {
    Path model = model("tiny-linear", "model");
    Path input = folder.resolve("x.npy");
    NpyFile.write(input, Tensor.of(new float[] {1, 2}, 1, 2));
    Finished finished =
        OwnJvm.run(
            "run", "--backend", "mxnet", model, "--input", "data=@" + input, "--out", folder);
    assertEquals(0, finished.code(), finished.err());
    Path output;
    try (var files = Files.newDirectoryStream(folder, path -> !path.equals(input))) {
      output = files.iterator().next();
    }
    assertArrayEquals(
        new double[] {4.9999918937683105}, NpyFile.read(output).toDoubleArray(), 1e-6);
  }

  @Test
  void refusesAWrongShape() throws Exception {
    Finished finished =
        OwnJvm.run("run", "demo", "--backend", "mxnet", "--input", "data=1,3,32,32");
    assertEquals(1, finished.code());
    assertTrue(finished.reason().contains("data"), finished.reason());
  }

  @Test
  void refusesOperatorsOfAFork() throws Exception {
    Path model = model("binary-fork-ops", "binarized_mnist_32bit");
    Finished finished = OwnJvm.run("run", "--backend", "mxnet", model, "--epoch", 1);
    assertEquals(1, finished.code());
    assertTrue(finished.reason().contains("QActivation"), finished.reason());
  }

  @Test
  void refusesACorruptModel() throws Exception {
    Files.writeString(folder.resolve("bad-symbol.json"), "{\"nodes\": [");
    Files.writeString(folder.resolve("bad-0000.params"), "no parameters");
    Finished finished = OwnJvm.run("run", "--backend", "mxnet", folder.resolve("bad"));
    assertEquals(1, finished.code());
    assertTrue(finished.reason().contains("bad-"), finished.reason());
  }

  private static Path model(String folder, String prefix) {
    Path path = MODELS.resolve(folder);
    assumeTrue(Files.isDirectory(path), () -> path + " is absent");
    return path.resolve(prefix);
  }
}
