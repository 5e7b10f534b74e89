package dev.weft.graph.op;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import dev.weft.graph.op.InterleavedAttention.Kind;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Inputs of which an operator would make nothing that is defined. */
class RefusedInputsTest {
  private static void refused(String part, Op op, DataType type, Shape... shapes) {
    List<ValueType> inputs =
        Arrays.stream(shapes).map(shape -> new ValueType(type, shape)).toList();
    String message =
        assertThrows(IllegalArgumentException.class, () -> op.infer(inputs)).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void projectionsThatHeadsCannotShare() {
    Op scores = new InterleavedAttention(Kind.SELF_SCORES, 5);
    refused("expected a multiple of 15", scores, DataType.FLOAT32, Shape.of(5, 8, 8));
    refused("expected a multiple of 15", scores, DataType.FLOAT32, Shape.of(5, 8, 31));
    Op values = new InterleavedAttention(Kind.CROSS_VALUES, 2);
    refused(
        "expected a multiple of 4", values, DataType.FLOAT32, Shape.of(5, 1, 6), Shape.of(2, 5, 5));
    Op crossed = new InterleavedAttention(Kind.CROSS_SCORES, 2);
    refused("the last input", crossed, DataType.FLOAT32, Shape.of(5, 1, 4), Shape.of(5, 1, 6));
    ValueType open = new ValueType(DataType.FLOAT32, Shape.of(5, 1, Shape.UNKNOWN));
    assertDoesNotThrow(() -> scores.infer(List.of(open)));
  }
}
