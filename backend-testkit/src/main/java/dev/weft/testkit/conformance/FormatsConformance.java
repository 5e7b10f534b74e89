package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.DataType;
import dev.weft.ModelFormatException;
import dev.weft.ModelSource;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.files.ArrayFormat;
import dev.weft.testkit.files.ElementType;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.Storage;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import dev.weft.testkit.files.Values;
import dev.weft.testkit.zoo.Head;
import dev.weft.testkit.zoo.Network;
import dev.weft.testkit.zoo.TinyResNet;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every form in which MXNet has saved graphs and parameters gives the same model. */
public abstract class FormatsConformance extends BackendConformance {

  private static final Tensor INPUT = Tensor.of(new float[] {1, 1, 1}, 1, 3);
  private static final float[] RIGHT = {16, 35};

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected FormatsConformance(ConformanceSubject subject) {
    super(subject);
  }

  @ParameterizedTest
  @EnumSource
  void everyArrayFormatIsRead(ArrayFormat format, @TempDir Path folder) throws IOException {
    for (ParamsWriter.Naming naming :
        List.of(ParamsWriter.Naming.PREFIXED, ParamsWriter.Naming.PLAIN)) {
      ParamsWriter writer = new ParamsWriter(format, naming);
      Network network = TinyResNet.of(Head.LOGITS);
      Tensor image = Inputs.normal(1, 1, 3, 32, 32);
      List<Tensor> right = answer(SmallModels.tinyResNet(), image);
      byte[] symbol = SmallModels.bytes(network.symbolJson());
      byte[] parameters = writer.toBytes(network.arrays(42));
      Answers.same(right, answer(ModelSource.mxnet(symbol, parameters), image));
      Path prefix = network.write(folder, 42, writer);
      Answers.same(right, answer(ModelSource.mxnet(prefix, 0), image));
    }
  }

  @Test
  void namesAreNeeded() {
    byte[] nameless =
        ParamsWriter.defaults()
            .withNaming(ParamsWriter.Naming.NONE)
            .toBytes(SmallModels.denseArrays());
    byte[] symbol = SmallModels.bytes(SmallModels.denseSymbol());
    assertThrows(
        ModelFormatException.class, () -> load(ModelSource.mxnet(symbol, nameless)).close());
  }

  @ParameterizedTest
  @CsvSource({"904, 3", "905, 1"})
  void extremesOfOldFilesAreOfAllElementsWithoutAnAxis(int version, float index) {
    SymbolWriter symbol = new SymbolWriter();
    Output found =
        symbol.node("argmax", "found", Map.of("axis", "-1"), List.of(symbol.variable("data")));
    String json = symbol.toJson(List.of(found)).replace("10901", Integer.toString(version));
    try (ThreadSafePredictor predictor = open(SmallModels.of(json, List.of()))) {
      Tensor answer = predictor.predict(Tensor.of(new float[] {1, 3, 2, 9, 5, 0}, 2, 3)).get(0);
      assertEquals(index, answer.toFloatArray()[0]);
    }
  }

  @Test
  void sparseArraysBecomeDense() {
    NamedArray weight =
        NamedArray.floats("fc_weight", List.of(2, 3), 4, 5, 6)
            .with(new Storage.RowSparse(List.of(1L)));
    NamedArray bias = NamedArray.floats("fc_bias", List.of(2), 10, 20);
    assertArrayEquals(
        new float[] {10, 35},
        dense(SmallModels.of(SmallModels.denseSymbol(), List.of(weight, bias))));
    NamedArray csr =
        NamedArray.floats("fc_weight", List.of(2, 3), 2, 4, 6)
            .with(new Storage.Csr(List.of(0L, 1L, 3L), List.of(1L, 0L, 2L)));
    assertArrayEquals(
        new float[] {12, 30}, dense(SmallModels.of(SmallModels.denseSymbol(), List.of(csr, bias))));
  }

  @Test
  void doublesAreComputedAsSuch() {
    ModelSource source = denseOf(ElementType.FLOAT64);
    try (ThreadSafePredictor predictor = open(source)) {
      assertEquals(DataType.FLOAT64, predictor.signature().inputs().get(0).dataType());
      assertEquals(DataType.FLOAT64, predictor.signature().outputs().get(0).dataType());
      double third = 1.0 / 3;
      Tensor answer = predictor.predict(Tensor.of(new double[] {third, 1, 1}, 1, 3)).get(0);
      assertArrayEquals(new double[] {third + 15, 4 * third + 31}, answer.toDoubleArray(), 1e-14);
    }
  }

  @Test
  void halvesAreComputedAsSuch() {
    ModelSource source = sumOf(ElementType.FLOAT16, 1.5, -2);
    try (ThreadSafePredictor predictor = open(source)) {
      assertEquals(DataType.FLOAT16, predictor.signature().inputs().get(0).dataType());
      Tensor input = Tensor.of(DataType.FLOAT16, shorts(0x3C00, 0x4000, 0xC000, 0x3800), 2, 2);
      Tensor answer = predictor.predict(input).get(0);
      assertEquals(DataType.FLOAT16, answer.dataType());
      assertArrayEquals(new float[] {2.5f, 0, -0.5f, -1.5f}, answer.toFloatArray());
    }
  }

  @ParameterizedTest
  @CsvSource({"INT32, INT32", "INT64, INT64", "INT8, INT8", "UINT8, UINT8"})
  void wholeNumbersAreComputedAsSuch(ElementType stored, DataType seen) {
    ModelSource source = sumOf(stored, 3, 100);
    try (ThreadSafePredictor predictor = open(source)) {
      assertEquals(seen, predictor.signature().inputs().get(0).dataType());
      Tensor answer = predictor.predict(wholeNumbers(seen, 1, 2, 3, 4)).get(0);
      assertEquals(seen, answer.dataType());
      assertArrayEquals(new long[] {4, 102, 6, 104}, answer.toLongArray());
    }
  }

  /** The dialects of {@code symbol.json}, from MXNet 0.7 on. */
  @ParameterizedTest
  @CsvSource({"param, false", "attr, false", "attrs, false", "attrs, true"})
  void everyDialectIsRead(String attributes, boolean versioned) {
    String link = versioned ? ", 0" : "";
    String json =
        """
        {"nodes": [
          {"op": "null", "name": "data", "inputs": [], "backward_source_id": -1},
          {"op": "null", "name": "fc_weight", "%1$s": {"lr_mult": "2"}, "inputs": []},
          {"op": "null", "name": "fc_bias", "inputs": []},
          {"op": "FullyConnected", "name": "fc", "%1$s": {"num_hidden": "2", "no_bias": "False"},
           "inputs": [[0, 0%2$s], [1, 0%2$s], [2, 0%2$s]], "backward_source_id": -1},
          {"op": "null", "name": "softmax_label", "inputs": []},
          {"op": "LinearRegressionOutput", "name": "softmax", "%1$s": {"grad_scale": "1"},
           "inputs": [[3, 0%2$s], [4, 0%2$s]]}],
         "arg_nodes": [0, 1, 2, 4], "heads": [[5, 0%2$s]]}
        """
            .formatted(attributes.equals("param") ? "attr" : attributes, link);
    if (attributes.equals("param")) {
      json = json.replace("\"attr\": {\"num", "\"param\": {\"num");
      json = json.replace("\"attr\": {\"grad", "\"param\": {\"grad");
    }
    assertArrayEquals(RIGHT, dense(SmallModels.of(json, SmallModels.denseArrays())));
  }

  /** Before 0.9, graphs do not list the moving mean and variance of a BatchNorm. */
  @Test
  void oldBatchNormImpliesItsStates() {
    String json =
        """
        {"nodes": [
          {"op": "null", "param": {}, "name": "data", "inputs": [], "backward_source_id": -1},
          {"op": "null", "param": {}, "name": "bn_gamma", "inputs": [], "backward_source_id": -1},
          {"op": "null", "param": {}, "name": "bn_beta", "inputs": [], "backward_source_id": -1},
          {"op": "BatchNorm", "name": "bn", "inputs": [[0, 0], [1, 0], [2, 0]],
           "param": {"eps": "0", "fix_gamma": "False", "momentum": "0.9",
                     "use_global_stats": "False"},
           "backward_source_id": -1}],
         "arg_nodes": [0, 1, 2], "heads": [[3, 0]]}
        """
            .replace("\"eps\": \"0\"", "\"eps\": \"0.001\"");
    List<NamedArray> arrays =
        List.of(
            NamedArray.floats("bn_gamma", List.of(2), 2, 3),
            NamedArray.floats("bn_beta", List.of(2), 10, 20),
            NamedArray.floats("bn_moving_mean", List.of(2), 1, 2).asAuxiliary(),
            NamedArray.floats("bn_moving_var", List.of(2), 0.249f, 3.999f).asAuxiliary());
    try (ThreadSafePredictor predictor = open(SmallModels.of(json, arrays))) {
      float[] answer =
          predictor.predict(Tensor.of(new float[] {3, 4}, 1, 2, 1, 1)).get(0).toFloatArray();
      assertArrayEquals(new float[] {18, 23}, answer, 1e-4f);
    }
  }

  @Test
  void missingParametersAreNamed() {
    Network network = TinyResNet.of(Head.LOGITS);
    List<NamedArray> arrays = new ArrayList<>(network.arrays(1));
    arrays.removeIf(
        array -> array.name().equals("bn0_moving_var") || array.name().equals("conv0_weight"));
    ModelFormatException refusal =
        assertThrows(
            ModelFormatException.class,
            () -> load(SmallModels.of(network.symbolJson(), arrays)).close());
    assertEquals("parameters in memory", refusal.file());
    Failures.tells(refusal, "2 parameters", "bn0_moving_var", "conv0_weight");
  }

  @Test
  void surplusParametersAreLeftOutOrRefused() {
    List<NamedArray> arrays = new ArrayList<>(SmallModels.denseArrays());
    arrays.add(NamedArray.floats("fc9_weight", List.of(1), 1));
    arrays.add(NamedArray.floats("fc9_mean", List.of(1), 1).asAuxiliary());
    ModelSource source = SmallModels.of(SmallModels.denseSymbol(), arrays);
    assertArrayEquals(RIGHT, dense(source));
    ModelFormatException refusal =
        assertThrows(
            ModelFormatException.class, () -> load(source.refusingSurplusParameters()).close());
    Failures.tells(refusal, "fc9_weight", "fc9_mean");
    assertArrayEquals(RIGHT, dense(SmallModels.dense().refusingSurplusParameters()));
  }

  private List<Tensor> answer(ModelSource source, Tensor input) {
    try (ThreadSafePredictor predictor = open(source)) {
      return predictor.predict(input);
    }
  }

  private float[] dense(ModelSource source) {
    return answer(source, INPUT).get(0).toFloatArray();
  }

  private static ModelSource denseOf(ElementType type) {
    return SmallModels.of(
        SmallModels.denseSymbol(),
        List.of(
            NamedArray.dense("fc_weight", type, List.of(2, 3), Values.of(1, 2, 3, 4, 5, 6)),
            NamedArray.dense("fc_bias", type, List.of(2), Values.of(10, 20))));
  }

  private static ModelSource sumOf(ElementType type, double... offsets) {
    SymbolWriter symbol = new SymbolWriter();
    Output sum =
        symbol.node(
            "broadcast_add",
            "sum",
            Map.of(),
            List.of(symbol.variable("data"), symbol.variable("offset")));
    return SmallModels.of(
        symbol.toJson(List.of(sum)),
        List.of(NamedArray.dense("offset", type, List.of(1, offsets.length), Values.of(offsets))));
  }

  private static ByteBuffer shorts(int... bits) {
    ByteBuffer memory = ByteBuffer.allocateDirect(2 * bits.length).order(ByteOrder.nativeOrder());
    for (int value : bits) {
      memory.putShort((short) value);
    }
    return memory.flip();
  }

  /** Two by two of them. */
  private static Tensor wholeNumbers(DataType type, int... values) {
    ByteBuffer memory =
        ByteBuffer.allocate(type.byteSize() * values.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int value : values) {
      int start = memory.position();
      memory.put((byte) value);
      memory.position(start + type.byteSize());
    }
    return Tensor.of(type, memory.flip(), 2, 2);
  }
}
