package dev.weft.graph.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import dev.weft.graph.op.Reshape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReshapeRulesTest {
  @Test
  void unknownDimensionsThatAreCopiedCancelOut() {
    assertEquals(Shape.of(-1, 12), codes(Shape.of(-1, 3, 4), 0, -1));
    assertEquals(Shape.of(-1, 2, -1, 5), codes(Shape.of(-1, 4, -1, 5), 0, 2, -1, 0));
    assertEquals(Shape.of(1, -1), codes(Shape.of(-1, 3, 4), 1, -1));
    assertEquals(Shape.of(-1, 4), codes(Shape.of(-1, 3, 4), -3, 0));
    assertEquals(Shape.of(2, -1, 3), codes(Shape.of(-1, 3), -4, 2, -1, 0));
  }

  @Test
  void codesThatDoNotFitAreRefused() {
    Shape data = Shape.of(2, 3, 4);
    assertThrows(IllegalArgumentException.class, () -> codes(data, 5, -1));
    assertThrows(IllegalArgumentException.class, () -> codes(data, -1, -1));
    assertThrows(IllegalArgumentException.class, () -> codes(data, 0, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> codes(data, -4, -1, -1, 0));
    assertThrows(IllegalArgumentException.class, () -> codes(data, -4, 2));
    assertThrows(IllegalArgumentException.class, () -> codes(data, 0, -5));
    Reshape reshape = new Reshape("Reshape", new ReshapeRule(List.of(5L, 5L), false));
    ValueType type = new ValueType(DataType.FLOAT32, data);
    assertThrows(IllegalArgumentException.class, () -> reshape.infer(List.of(type)));
  }

  @Test
  void oneUnknownDimensionFollowsFromTheOutput() {
    Reshape reshape = new Reshape("Reshape", new ReshapeRule(List.of(-1L), false));
    ValueType data = new ValueType(DataType.FLOAT32, Shape.of(-1, 3));
    ValueType output = new ValueType(DataType.FLOAT32, Shape.of(12));
    assertEquals(List.of(Shape.of(4, 3)), reshape.inferInputs(List.of(data), List.of(output)));
  }

  @Test
  void dimensionsOfOneComeAndGo() {
    ExpandDimsRule expanded = new ExpandDimsRule(-1);
    assertEquals(Shape.of(-1, 3, 1), expanded.apply(List.of(Shape.of(-1, 3))));
    assertEquals(Shape.of(-1, 3), expanded.invert(Shape.of(-1, 3, 1)));
    assertEquals(Shape.of(3, -1), squeeze(List.of(-2)).apply(List.of(Shape.of(3, 1, -1))));
    assertEquals(
        Shape.ofUnknownRank(), new SqueezeRule(Optional.empty()).apply(List.of(Shape.of(3, -1))));
    assertEquals(Shape.of(1, -1), squeeze(List.of()).apply(List.of(Shape.of(1, -1))));
    assertThrows(
        IllegalArgumentException.class, () -> squeeze(List.of(0)).apply(List.of(Shape.of(3, 1))));
  }

  @Test
  void oldTargetsKeepTheFirstDimension() {
    TargetShapeRule kept = new TargetShapeRule(List.of(0L, 0L), true);
    assertEquals(Shape.of(-1, 12), kept.apply(List.of(Shape.of(-1, 3, 4))));
    assertThrows(IllegalArgumentException.class, () -> new TargetShapeRule(List.of(0L, 0L), false));
  }

  @Test
  void rangesOfDimensionsAreReplaced() {
    ReshapeLikeRule rule =
        new ReshapeLikeRule(Optional.of(-1L), Optional.empty(), Optional.of(1L), Optional.empty());
    assertEquals(
        Shape.of(-1, 2, 2, 3), rule.apply(List.of(Shape.of(-1, 12), Shape.of(4, 2, 2, 3))));
  }

  private static Shape codes(Shape data, long... codes) {
    List<Long> boxed = Arrays.stream(codes).boxed().toList();
    return new ReshapeRule(boxed, false).apply(List.of(data));
  }

  private static SqueezeRule squeeze(List<Integer> axes) {
    return new SqueezeRule(Optional.of(axes));
  }
}
