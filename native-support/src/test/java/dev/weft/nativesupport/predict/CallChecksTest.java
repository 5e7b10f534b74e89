package dev.weft.nativesupport.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.DataType;
import dev.weft.ModelSignature;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.TensorSpec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class CallChecksTest {
  private static final Tensor STATE = Tensor.zeros(DataType.FLOAT32, Shape.of(5));
  private static final Tensor DATA = Tensor.zeros(DataType.FLOAT32, Shape.of(2, 3));
  private static final Tensor IDS = Tensor.zeros(DataType.INT64, Shape.of(2));
  private static final Tensor SCORES = Tensor.zeros(DataType.FLOAT32, Shape.of(2, 7));
  private static final Tensor MASK = Tensor.zeros(DataType.BOOL, Shape.of(1));

  private static final String INPUTS =
      "[state FLOAT32 (...) optional, data FLOAT32 (?, 3), ids INT64 (?)]";
  private static final String REQUIRED = "[data FLOAT32 (?, 3), ids INT64 (?)]";
  private static final String OUTPUTS = "[scores FLOAT32 (?, 7), mask BOOL (...)]";

  private final CallChecks checks =
      new CallChecks(
          new ModelSignature(
              List.of(
                  new TensorSpec("state", DataType.FLOAT32, Shape.ofUnknownRank(), true),
                  new TensorSpec("data", DataType.FLOAT32, Shape.of(-1, 3), false),
                  new TensorSpec("ids", DataType.INT64, Shape.of(-1), false)),
              List.of(
                  new TensorSpec("scores", DataType.FLOAT32, Shape.of(-1, 7), false),
                  new TensorSpec("mask", DataType.BOOL, Shape.ofUnknownRank(), false))));

  @Test
  void inputsByPositionMayLeaveOutAllOptionalOnes() {
    assertEquals(
        List.of(Optional.empty(), Optional.of(DATA), Optional.of(IDS)),
        checks.inputs(List.of(DATA, IDS)));
    assertEquals(
        List.of(Optional.of(STATE), Optional.of(DATA), Optional.of(IDS)),
        checks.inputs(List.of(STATE, DATA, IDS)));
  }

  @Test
  void inputsByNameComeInTheOrderOfTheSignature() {
    assertEquals(
        List.of(Optional.empty(), Optional.of(DATA), Optional.of(IDS)),
        checks.inputs(named("ids", IDS, "data", DATA)));
    assertEquals(
        List.of(Optional.of(STATE), Optional.of(DATA), Optional.of(IDS)),
        checks.inputs(named("ids", IDS, "data", DATA, "state", STATE)));
  }

  @Test
  void outputsByNameMayBeLeftOut() {
    assertEquals(
        List.of(Optional.of(SCORES), Optional.of(MASK)), checks.outputs(List.of(SCORES, MASK)));
    assertEquals(
        List.of(Optional.empty(), Optional.of(MASK)), checks.outputs(Map.of("mask", MASK)));
    assertEquals(
        List.of(Optional.of(SCORES), Optional.of(MASK)),
        checks.outputs(named("mask", MASK, "scores", SCORES)));
  }

  @Test
  void anotherNumberOfInputsIsRefused() {
    String expected = " given, expected 2, or all 3: " + INPUTS;
    refused("0 inputs were" + expected, () -> checks.inputs(List.of()));
    refused("1 input was" + expected, () -> checks.inputs(List.of(DATA)));
    refused("4 inputs were" + expected, () -> checks.inputs(List.of(STATE, DATA, IDS, IDS)));
  }

  @Test
  void anotherNumberOfInputsIsRefusedWhereAllAreRequired() {
    CallChecks plain = new CallChecks(FakeLoadedModel.SIGNATURE);
    refused(
        "2 inputs were given, expected 1: [data FLOAT32 (?)]",
        () -> plain.inputs(List.of(DATA, DATA)));
  }

  @Test
  void missingInputsAreAllNamed() {
    refused("missing input 'ids', expected " + REQUIRED, () -> checks.inputs(Map.of("data", DATA)));
    refused("missing inputs 'data', 'ids', expected " + REQUIRED, () -> checks.inputs(Map.of()));
  }

  @Test
  void unknownNamesAreRefused() {
    refused(
        "unknown input 'dta', expected one of " + INPUTS,
        () -> checks.inputs(named("dta", DATA, "ids", IDS)));
    refused(
        "unknown output 'score', expected one of " + OUTPUTS,
        () -> checks.outputs(Map.of("score", SCORES)));
    refused(
        "unknown input 'null', expected one of " + INPUTS,
        () -> checks.inputs(Collections.singletonMap(null, DATA)));
  }

  @Test
  void anotherRankIsRefused() {
    refused(
        "input 'data' has the shape (2, 3, 1) of rank 3, expected rank 2: (?, 3)",
        () -> checks.inputs(List.of(tensor(2, 3, 1), IDS)));
    refused(
        "input 'data' has the shape () of rank 0, expected rank 2: (?, 3)",
        () -> checks.inputs(List.of(tensor(), IDS)));
  }

  @Test
  void anotherDimensionIsRefused() {
    refused(
        "input 'data' has the shape (3, 2), expected (?, 3)",
        () -> checks.inputs(named("data", tensor(3, 2), "ids", IDS)));
  }

  @Test
  void anEmptyDimensionIsRefused() {
    refused(
        "input 'data' has the shape (0, 3), whose dimension 0 is 0, expected at least 1",
        () -> checks.inputs(List.of(tensor(0, 3), IDS)));
    refused(
        "input 'state' has the shape (4, 0), whose dimension 1 is 0, expected at least 1",
        () -> checks.inputs(List.of(tensor(4, 0), DATA, IDS)));
  }

  @Test
  void anotherTypeIsRefused() {
    refused(
        "input 'data' is of type INT64, expected FLOAT32", () -> checks.inputs(List.of(IDS, IDS)));
    refused(
        "output 'mask' is of type UINT8, expected BOOL",
        () -> checks.outputs(List.of(SCORES, Tensor.zeros(DataType.UINT8, Shape.of(1)))));
  }

  @Test
  void anotherNumberOfOutputsIsRefused() {
    refused("1 output was given, expected 2: " + OUTPUTS, () -> checks.outputs(List.of(SCORES)));
    refused("0 outputs were given, expected 2: " + OUTPUTS, () -> checks.outputs(List.of()));
    refused(
        "no output was given, expected at least one of " + OUTPUTS, () -> checks.outputs(Map.of()));
  }

  @Test
  void aReadOnlyOutputIsRefused() {
    Tensor readOnly = Tensor.of(DataType.BOOL, ByteBuffer.allocate(1).asReadOnlyBuffer(), 1);
    String message = "output 'mask' is over a read-only buffer, expected a writable one";
    refused(message, () -> checks.outputs(List.of(SCORES, readOnly)));
    refused(message, () -> checks.outputs(Map.of("mask", readOnly)));
  }

  @Test
  void oneTensorForTwoOutputsIsRefused() {
    TensorSpec scores = new TensorSpec("scores", DataType.FLOAT32, Shape.of(-1, 7), false);
    TensorSpec again = new TensorSpec("again", DataType.FLOAT32, Shape.of(-1, 7), false);
    CallChecks twins = new CallChecks(new ModelSignature(List.of(), List.of(scores, again)));
    String message = "outputs 'scores' and 'again' are the same tensor, expected one for each";
    refused(message, () -> twins.outputs(List.of(SCORES, SCORES)));
    refused(message, () -> twins.outputs(named("again", SCORES, "scores", SCORES)));
    Tensor other = Tensor.zeros(DataType.FLOAT32, Shape.of(2, 7));
    assertEquals(
        List.of(Optional.of(SCORES), Optional.of(other)), twins.outputs(List.of(SCORES, other)));
  }

  @Test
  void aReadOnlyInputIsFine() {
    ByteBuffer memory = ByteBuffer.allocate(16).asReadOnlyBuffer();
    checks.inputs(List.of(DATA, Tensor.of(DataType.INT64, memory, 2)));
  }

  @Test
  void nullIsNamed() {
    named("input 'ids'", () -> checks.inputs(Arrays.asList(DATA, null)));
    named("input 'data'", () -> checks.inputs(named("data", null, "ids", IDS)));
    named("output 'mask'", () -> checks.outputs(Arrays.asList(SCORES, null)));
    named("output 'mask'", () -> checks.outputs(Collections.singletonMap("mask", null)));
    named("inputs", () -> checks.inputs((List<Tensor>) null));
    named("inputs", () -> checks.inputs((Map<String, Tensor>) null));
    named("outputs", () -> checks.outputs((List<Tensor>) null));
    named("outputs", () -> checks.outputs((Map<String, Tensor>) null));
    named("inputShapes", () -> checks.shapes(null));
    Map<String, Shape> withoutData = new LinkedHashMap<>(Map.of("ids", Shape.of(2)));
    withoutData.put("data", null);
    named("shape of input 'data'", () -> checks.shapes(withoutData));
  }

  private static Tensor tensor(long... shape) {
    return Tensor.zeros(DataType.FLOAT32, Shape.of(shape));
  }

  private static Map<String, Tensor> named(Object... namesAndTensors) {
    Map<String, Tensor> map = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTensors.length; i += 2) {
      map.put((String) namesAndTensors[i], (Tensor) namesAndTensors[i + 1]);
    }
    return map;
  }

  private static void named(String subject, Executable attempt) {
    assertEquals(subject, assertThrows(NullPointerException.class, attempt).getMessage());
  }

  private static void refused(String message, Executable attempt) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, attempt).getMessage());
  }
}
