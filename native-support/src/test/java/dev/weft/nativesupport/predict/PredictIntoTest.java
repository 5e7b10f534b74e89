package dev.weft.nativesupport.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.DataType;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PredictIntoTest {
  private final FakeLoadedModel loaded = new FakeLoadedModel();
  private final ThreadSafePredictor predictor = loaded.sequentialPredictor();
  private final Tensor input = FakeLoadedModel.input(1, 2);
  private final float[] results = new float[2];
  private final Tensor output = Tensor.of(results, 2);

  @AfterEach
  void close() {
    predictor.close();
    assertEquals(List.of(), loaded.breaches());
  }

  @Test
  void resultsAreWrittenIntoTheOutputsGiven() {
    predictor.predictInto(List.of(input), List.of(output));
    assertArrayEquals(new float[] {2, 4}, results);
  }

  @Test
  void resultsAreWrittenIntoTheOutputsNamed() {
    predictor.predictInto(Map.of("data", input), Map.of("twice", output));
    assertArrayEquals(new float[] {2, 4}, results);
  }

  @Test
  void aCallKnowsWhetherResultsAreNewTensors() {
    loaded.whenRunning = call -> assertFalse(call.wantsNewTensors());
    predictor.predictInto(List.of(input), List.of(output));
    loaded.whenRunning = call -> assertTrue(call.wantsNewTensors());
    predictor.predict(input);
    predictor.predict(Map.of("data", input));
  }

  @Test
  void missingOutputsAreRefusedBeforeAnythingRuns() {
    assertEquals(
        "0 outputs were given, expected 1: [twice FLOAT32 (?)]",
        refusal(() -> predictor.predictInto(List.of(input), List.of())));
    assertEquals(
        "no output was given, expected at least one of [twice FLOAT32 (?)]",
        refusal(() -> predictor.predictInto(Map.of("data", input), Map.of())));
  }

  @Test
  void unknownOutputsAreRefusedBeforeAnythingRuns() {
    assertEquals(
        "unknown output 'thrice', expected one of [twice FLOAT32 (?)]",
        refusal(() -> predictor.predictInto(Map.of("data", input), Map.of("thrice", output))));
  }

  @Test
  void readOnlyOutputsAreRefusedBeforeAnythingRuns() {
    Tensor readOnly = Tensor.of(DataType.FLOAT32, FloatBuffer.wrap(results).asReadOnlyBuffer(), 2);
    assertEquals(
        "output 'twice' is over a read-only buffer, expected a writable one",
        refusal(() -> predictor.predictInto(List.of(input), List.of(readOnly))));
  }

  @Test
  void inputsAreCheckedFirst() {
    assertEquals(
        "unknown input 'x', expected one of [data FLOAT32 (?)]",
        refusal(() -> predictor.predictInto(Map.of("x", input), Map.of("y", output))));
  }

  private String refusal(Runnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call::run);
    assertEquals(0, loaded.contextsMade.get());
    return e.getMessage();
  }
}
