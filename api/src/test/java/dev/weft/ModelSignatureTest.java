package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelSignatureTest {
  private static final TensorSpec DATA =
      new TensorSpec("data", DataType.FLOAT32, Shape.of(-1, 3), false);
  private static final TensorSpec LABEL =
      new TensorSpec("label", DataType.INT32, Shape.of(-1), true);
  private static final TensorSpec SCORES =
      new TensorSpec("scores", DataType.FLOAT32, Shape.ofUnknownRank(), false);

  @Test
  void requiredInputsAreThoseNotOptional() {
    ModelSignature signature = new ModelSignature(List.of(LABEL, DATA), List.of(SCORES));
    assertEquals(List.of(LABEL, DATA), signature.inputs());
    assertEquals(List.of(DATA), signature.requiredInputs());
  }

  @Test
  void listsAreCopied() {
    List<TensorSpec> inputs = new ArrayList<>(List.of(DATA));
    List<TensorSpec> outputs = new ArrayList<>(List.of(SCORES));
    ModelSignature signature = new ModelSignature(inputs, outputs);
    inputs.clear();
    outputs.clear();
    assertEquals(List.of(DATA), signature.inputs());
    assertEquals(List.of(SCORES), signature.outputs());
    assertThrows(UnsupportedOperationException.class, () -> signature.inputs().add(LABEL));
  }

  @Test
  void isShownOnOneLine() {
    assertEquals(
        "[data FLOAT32 (?, 3), label INT32 (?) optional] -> [scores FLOAT32 (...)]",
        new ModelSignature(List.of(DATA, LABEL), List.of(SCORES)).toString());
  }

  @Test
  void nullIsRefused() {
    Shape shape = Shape.of();
    assertThrows(
        NullPointerException.class, () -> new TensorSpec(null, DataType.INT8, shape, false));
    assertThrows(NullPointerException.class, () -> new TensorSpec("a", null, shape, false));
    assertThrows(NullPointerException.class, () -> new TensorSpec("a", DataType.INT8, null, false));
  }
}
