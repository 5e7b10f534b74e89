package dev.weft.backend.cudnn.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.ElementType;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static final Shape SHAPE = Shape.of(2, 3, 4, 5);

  @Test
  void rowMajorStrides() {
    assertArrayEquals(new long[] {60, 20, 5, 1}, Layout.plain(ElementType.F32, SHAPE).strides());
    assertArrayEquals(new long[0], Layout.plain(ElementType.F32, Shape.of()).strides());
  }

  @Test
  void channelsLastStrides() {
    Layout layout = new Layout(ElementType.F16, SHAPE, Layout.Order.CHANNELS_LAST);
    assertArrayEquals(new long[] {60, 1, 15, 3}, layout.strides());
  }

  @Test
  void sizes() {
    assertEquals(480, Layout.plain(ElementType.F32, SHAPE).byteSize());
    assertEquals(240, Layout.plain(ElementType.F32, SHAPE).as(ElementType.BF16).byteSize());
    assertEquals(4, Layout.plain(ElementType.F32, Shape.of()).byteSize());
  }

  @Test
  void bytesThatCannotBeCountedAreRefused() {
    Layout layout = Layout.plain(ElementType.F32, Shape.of(1L << 31, 1L << 31));
    ArithmeticException refusal = assertThrows(ArithmeticException.class, layout::byteSize);
    assertEquals(layout + " has more bytes than a long can count", refusal.getMessage());
  }
}
