package dev.weft.graph.op;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import dev.weft.graph.op.InterleavedAttention.Kind;
import dev.weft.graph.op.LossOutput.LabelShape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

  @ParameterizedTest
  @MethodSource
  void labels(LabelShape kind, Shape data, List<Shape> right, List<Shape> wrong) {
    Op loss = new LossOutput("Loss", Softmax.along(-1), 2, kind);
    ValueType type = new ValueType(DataType.FLOAT32, data);
    right.forEach(label -> assertDoesNotThrow(() -> loss.infer(List.of(type, of(label)))));
    wrong.forEach(
        label -> refused("the label has the shape " + label, loss, DataType.FLOAT32, data, label));
    assertDoesNotThrow(() -> loss.infer(List.of(type, of(Shape.ofUnknownRank()))));
    assertDoesNotThrow(() -> loss.infer(List.of(type)));
  }

  static Stream<Arguments> labels() {
    Shape rows = Shape.of(3, 5);
    Shape images = Shape.of(2, 3, 4, 5);
    return Stream.of(
        arguments(
            LabelShape.ROWS,
            rows,
            List.of(Shape.of(3), rows),
            List.of(Shape.of(4), Shape.of(1), Shape.of(3, 1), Shape.of(5, 3), Shape.of(3, 5, 1))),
        arguments(
            LabelShape.ROWS,
            images,
            List.of(Shape.of(2, 3, 4), images),
            List.of(Shape.of(2), Shape.of(2, 60))),
        arguments(LabelShape.ROWS_ALONE, rows, List.of(Shape.of(3)), List.of(rows, Shape.of(3, 1))),
        arguments(
            LabelShape.PLACES,
            images,
            List.of(Shape.of(2, 20), Shape.of(2, 4, 5), Shape.of(2, 1, 4, 5), images),
            List.of(Shape.of(2), Shape.of(40), Shape.of(2, 3, 4))),
        arguments(
            LabelShape.ELEMENTS,
            images,
            List.of(images, Shape.of(2, 60), Shape.of(2, 5, 12)),
            List.of(Shape.of(2), Shape.of(120), Shape.of(1, 120), Shape.of(2, 3))),
        arguments(
            LabelShape.ELEMENTS,
            Shape.of(3, 1),
            List.of(Shape.of(3), Shape.of(3, 1)),
            List.of(Shape.of(1), Shape.of(1, 3), Shape.of(4))));
  }

  private static ValueType of(Shape shape) {
    return new ValueType(DataType.FLOAT32, shape);
  }
}
