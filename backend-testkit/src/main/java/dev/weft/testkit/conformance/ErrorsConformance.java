package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.BackendException;
import dev.weft.DataType;
import dev.weft.ModelFormatException;
import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.UnsupportedModelException;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A failed call or a damaged file harms nothing else: what comes beside it and after it is right.
 */
public abstract class ErrorsConformance extends BackendConformance {

  private static final Tensor INPUT = Tensor.of(new float[] {1, 1, 1}, 1, 3);
  private static final float[] RIGHT = {16, 35};
  private static final int THREADS = 8;

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected ErrorsConformance(ConformanceSubject subject) {
    super(subject);
  }

  @Test
  void misuseIsToldBeforeAnyNativeCall() {
    try (ThreadSafePredictor predictor = open(SmallModels.tinyResNet())) {
      Failures.misuse(
          () -> predictor.predict(Inputs.normal(1, 3, 32, 32)), "data", "(3, 32, 32)", "rank 4");
      Failures.misuse(
          () -> predictor.predict(Inputs.normal(1, 1, 4, 32, 32)), "data", "(1, 4, 32, 32)", "3");
      Failures.misuse(
          () -> predictor.predict(Tensor.of(new int[3072], 1, 3, 32, 32)),
          "data",
          "INT32",
          "FLOAT32");
      Failures.misuse(() -> predictor.predict(), "data");
      Failures.misuse(
          () -> predictor.predict(Map.of("date", Inputs.normal(1, 1, 3, 32, 32))), "date", "data");
      Failures.misuse(
          () -> predictor.predictAsync(Inputs.normal(1, 1, 4, 32, 32)), "data", "(1, 4, 32, 32)");
    }
  }

  /** Calls that only shape inference or the library can refuse, between calls that are right. */
  @Test
  void refusedCallsHarmNoOthers() throws Exception {
    Tensor image = Inputs.normal(1, 2, 1, 28, 28);
    try (ThreadSafePredictor predictor = open(SmallModels.leNet())) {
      List<Tensor> right = predictor.predict(image);
      List<Executable> wrong =
          List.of(
              () -> predictor.predict(Inputs.normal(1, 1, 1, 8, 8)),
              () -> predictor.predict(Inputs.normal(1, 1, 1, 3, 3)),
              () -> predictor.predict(Inputs.normal(1, 1, 1, 29, 40)),
              () -> predictor.predict(Inputs.normal(1, 1, 2, 28, 28)),
              () -> predictor.predict(Inputs.normal(1, 28, 28)));
      Team.of(
          THREADS,
          member -> {
            for (int i = 0; i < 40; i++) {
              if (member % 2 == 0) {
                Answers.same(right, predictor.predict(image));
              } else {
                Failures.refusal(wrong.get((i + member) % wrong.size()));
              }
            }
          });
      Answers.same(right, predictor.predict(image));
    }
  }

  @Test
  void inputsThatDoNotFitEachOtherAreRefused() {
    Tensor two = Tensor.of(new float[] {1, 2, 3, 4}, 2, 2);
    try (ThreadSafePredictor predictor = open(SmallModels.twoInputs())) {
      Tensor three = Tensor.of(new float[6], 3, 2);
      Failures.refusal(() -> predictor.predict(two, three));
      assertEquals(List.of(102f, 204f, 106f, 208f), listed(predictor.predict(two, two).get(0)));
    }
  }

  /** Prediction needs no label, but one of a wrong shape shows that the caller means another. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SoftmaxOutput",
        "SVMOutput",
        "LinearRegressionOutput",
        "MAERegressionOutput",
        "LogisticRegressionOutput"
      })
  void labelsOfAWrongShapeAreRefused(String operator) {
    SymbolWriter symbol = new SymbolWriter();
    Output loss =
        symbol.node(
            operator,
            "loss",
            Map.of(),
            List.of(symbol.variable("data"), symbol.variable("loss_label")));
    ModelSource source = SmallModels.of(symbol.toJson(List.of(loss)), List.of());
    Tensor data = Inputs.normal(1, 3, 4);
    try (ThreadSafePredictor predictor = open(source)) {
      List<Tensor> right = predictor.predict(data);
      Shape fitting = operator.endsWith("RegressionOutput") ? Shape.of(3, 4) : Shape.of(3);
      Tensor label = Inputs.normal(2, fitting.dimensions());
      Answers.same(right, predictor.predict(Map.of("data", data, "loss_label", label)));
      for (Shape shape : List.of(Shape.of(2), Shape.of(1), Shape.of(3, 2), Shape.of(4, 3))) {
        Tensor wrong = Inputs.normal(2, shape.dimensions());
        BackendException refusal =
            assertThrows(
                BackendException.class,
                () -> predictor.predict(Map.of("data", data, "loss_label", wrong)));
        Failures.tells(refusal, "loss");
      }
      Answers.same(right, predictor.predict(data));
    }
  }

  /** An index that is out of range is found while the operator runs, long after the call began. */
  @Test
  void failureWhileComputingReachesItsCall() throws Exception {
    SymbolWriter symbol = new SymbolWriter();
    Output taken =
        symbol.node(
            "take",
            "taken",
            Map.of("axis", "0", "mode", "raise"),
            List.of(symbol.variable("table"), symbol.variable("rows")));
    ModelSource source =
        SmallModels.of(
            symbol.toJson(List.of(taken)),
            List.of(NamedArray.floats("table", List.of(3, 1), 5, 6, 7)));
    try (ThreadSafePredictor predictor = open(source)) {
      Tensor good = Tensor.of(new float[] {2, 0}, 2);
      Tensor bad = Tensor.of(new float[] {2, 3}, 2);
      Team.of(
          THREADS,
          member -> {
            for (int i = 0; i < 40; i++) {
              if (member % 2 == 0) {
                assertEquals(List.of(7f, 5f), listed(predictor.predict(good).get(0)));
              } else {
                BackendException failure =
                    assertThrows(BackendException.class, () -> predictor.predict(bad));
                assertTrue(!failure.nativeText().isBlank());
              }
            }
          });
      assertEquals(List.of(7f, 5f), listed(predictor.predict(good).get(0)));
    }
  }

  @Test
  void everyUnknownOperatorIsNamed() {
    SymbolWriter symbol = new SymbolWriter();
    Output one = symbol.node("Frobnicate", "one", Map.of(), List.of(symbol.variable("data")));
    Output two = symbol.node("Mangle", "two", Map.of(), List.of(one));
    Output three = symbol.node("Frobnicate", "three", Map.of(), List.of(two));
    ModelSource source = SmallModels.of(symbol.toJson(List.of(three)), List.of());
    UnsupportedModelException refusal =
        assertThrows(UnsupportedModelException.class, () -> load(source).close());
    assertEquals(
        Map.of("Frobnicate", List.of("one", "three"), "Mangle", List.of("two")),
        refusal.operators());
    Failures.tells(refusal, "Frobnicate", "Mangle", "one", "two", "three");
  }

  @ParameterizedTest
  @EnumSource(names = {"UINT8", "INT8", "INT32", "INT64", "BOOL"})
  void wholeNumbersBeforeFractionalWeightsAreRefused(DataType declared) {
    ModelSource source = SmallModels.leNet().declaringInput("data", declared);
    ModelFormatException refusal =
        assertThrows(ModelFormatException.class, () -> load(source).close());
    Failures.tells(refusal, declared.toString(), "FLOAT32");
  }

  @Test
  void missingFilesAreNamed(@TempDir Path folder) throws IOException {
    Path symbol = folder.resolve("m-symbol.json");
    Path parameters = folder.resolve("m-0003.params");
    ModelSource source = ModelSource.mxnet(folder.resolve("m"), 3);
    ModelFormatException none =
        assertThrows(ModelFormatException.class, () -> load(source).close());
    Failures.tells(none, symbol.toString());
    Files.writeString(symbol, SmallModels.denseSymbol());
    ModelFormatException half =
        assertThrows(ModelFormatException.class, () -> load(source).close());
    assertEquals(parameters.toString(), half.file());
    Failures.tells(half, parameters.toString());
    ParamsWriter.defaults().write(SmallModels.denseArrays(), parameters);
    answersRight(source);
  }

  /** Files cut off anywhere, and files with any byte changed, load or are refused. */
  @Test
  void damagedFilesAreRefused() {
    byte[] symbol = SmallModels.bytes(SmallModels.denseSymbol());
    byte[] parameters = ParamsWriter.defaults().toBytes(SmallModels.denseArrays());
    Random random = new Random(7);
    for (int round = 0; round < 150; round++) {
      byte[] cutSymbol = Arrays.copyOf(symbol, random.nextInt(symbol.length - 8));
      refused(ModelSource.mxnet(cutSymbol, parameters));
      byte[] cutParameters = Arrays.copyOf(parameters, random.nextInt(parameters.length));
      refused(ModelSource.mxnet(symbol, cutParameters));
      byte[] changedSymbol = symbol.clone();
      changedSymbol[random.nextInt(symbol.length)] = (byte) random.nextInt(256);
      loadedOrRefused(ModelSource.mxnet(changedSymbol, parameters));
      byte[] changedParameters = parameters.clone();
      changedParameters[random.nextInt(parameters.length)] = (byte) random.nextInt(256);
      loadedOrRefused(ModelSource.mxnet(symbol, changedParameters));
    }
    answersRight(ModelSource.mxnet(symbol, parameters));
  }

  @Test
  void parametersOfAnotherShapeAreRefused() {
    ModelSource source =
        SmallModels.of(
            SmallModels.denseSymbol(),
            List.of(
                NamedArray.floats("fc_weight", List.of(2, 3), 1, 2, 3, 4, 5, 6),
                NamedArray.floats("fc_bias", List.of(5), 1, 2, 3, 4, 5)));
    try (ThreadSafePredictor predictor = open(source)) {
      Failures.refusal(() -> predictor.predict(INPUT));
    } catch (ModelFormatException atLoad) {
      Failures.tells(atLoad, "fc_bias");
    }
    answersRight(SmallModels.dense());
  }

  private void refused(ModelSource source) {
    ModelFormatException refusal =
        assertThrows(ModelFormatException.class, () -> load(source).close());
    Failures.tells(refusal, "in memory");
  }

  private void loadedOrRefused(ModelSource source) {
    try (ThreadSafePredictor predictor = open(source)) {
      assertTrue(predictor.signature().outputs().size() == 1);
    } catch (ModelFormatException | UnsupportedModelException refusal) {
      assertTrue(refusal.getMessage() != null);
    }
  }

  private void answersRight(ModelSource source) {
    try (ThreadSafePredictor predictor = open(source)) {
      assertEquals(listed(Tensor.of(RIGHT, 1, 2)), listed(predictor.predict(INPUT).get(0)));
    }
  }

  private static List<Float> listed(Tensor tensor) {
    return Arrays.stream(tensor.toDoubleArray()).mapToObj(value -> (float) value).toList();
  }
}
