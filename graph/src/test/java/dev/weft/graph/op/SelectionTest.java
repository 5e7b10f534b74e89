package dev.weft.graph.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final Shape IMAGE = Shape.of(-1, 3, 8, 9);

  @Test
  void rangesLeaveOtherDimensionsUnknown() {
    SliceAxis tail = new SliceAxis(-1, -2, Optional.empty());
    assertEquals(Shape.of(-1, 3, 8, 2), infer(tail, IMAGE));
    assertEquals(Shape.of(4, -1), infer(cut(1), Shape.of(4, -1)));
    assertEquals(Shape.ofUnknownRank(), infer(tail, Shape.ofUnknownRank()));
  }

  @Test
  void emptyRangesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> infer(cut(5), Shape.of(4, 5)));
    Slice none = new Slice(List.of(Optional.of(3L)), List.of(Optional.of(3L)), List.of());
    assertThrows(IllegalArgumentException.class, () -> infer(none, Shape.of(4)));
    SliceLike like = new SliceLike(List.of());
    assertThrows(IllegalArgumentException.class, () -> infer(like, Shape.of(2, 3), Shape.of(2, 4)));
  }

  @Test
  void stepsBackwardsEndBeforeTheFirst() {
    Slice reversed =
        new Slice(List.of(Optional.empty()), List.of(Optional.empty()), List.of(Optional.of(-2L)));
    Shape data = Shape.of(5);
    Shape output = infer(reversed, data);
    assertEquals(Shape.of(3), output);
    assertArrayEquals(new int[] {4, 2, 0}, reversed.positions(0, data, output));
  }

  @Test
  void cropsTakeTheirSizeFromASecondInput() {
    Crop crop = new Crop(List.of(), List.of(0L, 0L), true);
    assertEquals(Shape.of(-1, 3, 4, 5), infer(crop, IMAGE, Shape.of(1, 1, 4, 5)));
    assertEquals(Shape.of(-1, 3, -1, -1), infer(crop, IMAGE, Shape.ofUnknownRank()));
    assertThrows(IllegalArgumentException.class, () -> infer(crop, IMAGE, Shape.of(1, 1, 9, 9)));
  }

  @Test
  void bordersAreConstantRepeatedOrMirrored() {
    assertArrayEquals(new int[] {-1, -1, 0, 1, 2, -1}, border(Pad.Mode.CONSTANT));
    assertArrayEquals(new int[] {0, 0, 0, 1, 2, 2}, border(Pad.Mode.EDGE));
    assertArrayEquals(new int[] {2, 1, 0, 1, 2, 1}, border(Pad.Mode.REFLECT));
    Pad wide = new Pad(Pad.Mode.REFLECT, List.of(3L), List.of(0L), 0);
    assertThrows(IllegalArgumentException.class, () -> infer(wide, Shape.of(3)));
    assertEquals(Shape.of(-1), infer(wide, Shape.of(-1)));
  }

  @Test
  void repetitionsCountTheirElements() {
    Shape data = Shape.of(2, 3);
    assertEquals(Shape.of(12), infer(new Repeat(2, Optional.empty()), data));
    assertEquals(Shape.of(2, 6), infer(new Repeat(2, Optional.of(-1)), data));
    assertEquals(Shape.of(5, 2, 12), infer(new Tile(List.of(5L, 1L, 4L)), data));
    assertEquals(Shape.of(-1), infer(new Repeat(2, Optional.empty()), Shape.of(2, -1)));
  }

  @Test
  void onlyDimensionsOfOneAreRepeated() {
    assertEquals(Shape.of(2, 3, 4), infer(new BroadcastTo(List.of(2L, 0L, 4L)), Shape.of(1, 3, 1)));
    assertThrows(
        IllegalArgumentException.class,
        () -> infer(new BroadcastTo(List.of(2L, 4L)), Shape.of(1, 3)));
    BroadcastLike like = new BroadcastLike(List.of(), List.of());
    assertEquals(Shape.of(-1, 3), infer(like, Shape.of(1, 3), Shape.of(-1, 3)));
  }

  private static SliceAxis cut(long begin) {
    return new SliceAxis(1, begin, Optional.empty());
  }

  private static int[] border(Pad.Mode mode) {
    Pad pad = new Pad(mode, List.of(2L), List.of(1L), 0);
    return pad.positions(0, Shape.of(3), infer(pad, Shape.of(3)));
  }

  private static Shape infer(Op op, Shape... shapes) {
    List<ValueType> inputs =
        Arrays.stream(shapes).map(shape -> new ValueType(DataType.FLOAT32, shape)).toList();
    return op.infer(inputs).get(0).shape();
  }
}
