package dev.weft.testkit.zoo;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkTest {

  private final Network network = TinyResNet.of(Head.SOFTMAX);

  @Test
  void oneSeedGivesTheSameBytesOnEveryJvm() throws NoSuchAlgorithmException {
    byte[] first = bytes(network, 42);
    assertArrayEquals(first, bytes(TinyResNet.of(Head.SOFTMAX), 42));
    assertFalse(Arrays.equals(first, bytes(network, 43)));
    assertEquals(
        "cd26a6afc9936f1a39bd64349d8485528b99b1d155d2d67aec9935335471691b",
        HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(first)));
  }

  @Test
  void writesWhatAskedFor(@TempDir Path directory) throws IOException {
    Path prefix = network.write(directory, 42);
    assertEquals(directory.resolve("tiny-resnet"), prefix);
    assertEquals(List.of("tiny-resnet-0000.params", "tiny-resnet-symbol.json"), filesIn(directory));
    assertEquals(network.symbolJson(), Files.readString(Path.of(prefix + "-symbol.json")));
    assertArrayEquals(bytes(network, 42), Files.readAllBytes(Path.of(prefix + "-0000.params")));
  }

  @Test
  void writesASynsetOfItsClasses(@TempDir Path directory) throws IOException {
    List<String> lines = Files.readAllLines(network.writeSynset(directory));
    assertEquals(10, lines.size());
    assertEquals("n00000009 class 9", lines.get(9));
  }

  @Test
  void describesInputAndLabel() {
    assertEquals(List.of(1, 3, 32, 32), network.inputShape());
    assertEquals(List.of("softmax_label"), network.labels());
    assertEquals(List.of(), TinyResNet.of(Head.LOGITS).labels());
  }

  @Test
  void movingStatisticsAreAuxiliary() {
    for (NamedArray array : network.arrays(42)) {
      assertEquals(
          array.name().contains("_moving_"),
          array.kind() == NamedArray.Kind.AUXILIARY,
          array::name);
    }
  }

  @Test
  void valuesKeepToTheirRoles() {
    List<NamedArray> arrays = network.arrays(42);
    for (int i = 0; i < arrays.size(); i++) {
      ParameterSpec spec = network.parameters().get(i);
      double[] values = values(arrays.get(i), spec);
      double scale = spec.scale();
      switch (spec.role()) {
        case WEIGHT, BALANCED_WEIGHT -> {
          double square = Arrays.stream(values).map(v -> v * v).average().orElseThrow();
          assertEquals(scale, Math.sqrt(square), 0.25 * scale, spec.name());
        }
        case BIAS, BETA, MOVING_MEAN -> requireWithin(-scale, scale, values, spec);
        case GAMMA, MOVING_VARIANCE -> requireWithin(0.5 * scale, 1.5 * scale, values, spec);
      }
    }
  }

  @Test
  void balancedWeightsOfOneOutputAddUpToZero() {
    int classifier = network.parameters().size() - 2;
    ParameterSpec spec = network.parameters().get(classifier);
    assertEquals(ParameterRole.BALANCED_WEIGHT, spec.role());
    double[] values = values(network.arrays(42).get(classifier), spec);
    for (int output = 0; output < 10; output++) {
      assertEquals(0, Arrays.stream(values, 32 * output, 32 * (output + 1)).sum(), 1e-12);
    }
  }

  private static void requireWithin(double low, double high, double[] values, ParameterSpec spec) {
    for (double value : values) {
      assertTrue(value >= low && value <= high, () -> spec.name() + " holds " + value);
    }
  }

  private static double[] values(NamedArray array, ParameterSpec spec) {
    Values.Cursor cursor = array.values().cursor();
    double[] values = new double[Math.toIntExact(spec.size())];
    Arrays.setAll(values, i -> cursor.nextDouble());
    return values;
  }

  private static byte[] bytes(Network network, long seed) {
    return ParamsWriter.defaults().toBytes(network.arrays(seed));
  }

  private static List<String> filesIn(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
