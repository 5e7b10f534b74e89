package dev.weft;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {
  private static final Shape OPEN_BATCH = Shape.of(Shape.UNKNOWN, 3, 4);

  @Test
  void countsElements() {
    assertEquals(24, Shape.of(2, 3, 4).elementCount());
    assertEquals(1, Shape.of().elementCount());
    assertEquals(0, Shape.of(2, 0, 4).elementCount());
    assertEquals(1L << 40, Shape.of(1L << 20, 1L << 20).elementCount());
  }

  @Test
  void refusesToCountBeyondLong() {
    assertEquals(Long.MAX_VALUE, Shape.of(Long.MAX_VALUE).elementCount());
    ArithmeticException e =
        assertThrows(ArithmeticException.class, Shape.of(1L << 62, 2)::elementCount);
    assertEquals(
        "shape (4611686018427387904, 2) has more elements than a long can count: long overflow",
        e.getMessage());
  }

  @Test
  void countsNoElementsWhereverTheZeroStands() {
    assertEquals(0, Shape.of(0, Long.MAX_VALUE, 2).elementCount());
    assertEquals(0, Shape.of(Long.MAX_VALUE, 2, 0).elementCount());
  }

  @Test
  void refusesToCountWhatIsUnknown() {
    assertEquals(
        "shape (?, 3, 4) has an unknown dimension",
        assertThrows(IllegalStateException.class, OPEN_BATCH::elementCount).getMessage());
    assertThrows(IllegalStateException.class, Shape.of(0, Shape.UNKNOWN)::elementCount);
    assertThrows(IllegalStateException.class, Shape.ofUnknownRank()::elementCount);
  }

  @Test
  void givesItsDimensions() {
    assertEquals(3, OPEN_BATCH.rank());
    assertEquals(Shape.UNKNOWN, OPEN_BATCH.dimension(0));
    assertEquals(4, OPEN_BATCH.dimension(2));
    assertThrows(IndexOutOfBoundsException.class, () -> OPEN_BATCH.dimension(3));
    assertThrows(IndexOutOfBoundsException.class, () -> OPEN_BATCH.dimension(-1));
    assertEquals(0, Shape.of().rank());
  }

  @Test
  void knowsWhatIsKnown() {
    assertTrue(Shape.of(1, 2).isKnown());
    assertTrue(Shape.of().isKnown());
    assertFalse(OPEN_BATCH.isKnown());
    assertTrue(OPEN_BATCH.isRankKnown());
    assertFalse(Shape.ofUnknownRank().isKnown());
    assertFalse(Shape.ofUnknownRank().isRankKnown());
  }

  @Test
  void hasNoRankWhereItIsUnknown() {
    Shape shape = Shape.ofUnknownRank();
    assertThrows(IllegalStateException.class, shape::rank);
    assertThrows(IllegalStateException.class, shape::dimensions);
    assertThrows(IllegalStateException.class, () -> shape.dimension(0));
  }

  @Test
  void isImmutable() {
    long[] given = {1, 2};
    Shape shape = Shape.of(given);
    given[0] = 9;
    shape.dimensions()[1] = 9;
    assertArrayEquals(new long[] {1, 2}, shape.dimensions());
  }

  @Test
  void refusesNegativeSizes() {
    assertEquals(
        "dimension 1 of shape [3, -2] is -2, expected a size of at least 0, or Shape.UNKNOWN",
        assertThrows(IllegalArgumentException.class, () -> Shape.of(3, -2)).getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3, 4, true",
    "7, 3, 4, true",
    "0, 3, 4, true",
    "1, 2, 4, false",
    "1, 3, 5, false",
  })
  void acceptsAnySizeOnlyWhereUnknown(long n, long c, long w, boolean fits) {
    assertEquals(fits, OPEN_BATCH.accepts(Shape.of(n, c, w)));
  }

  @Test
  void acceptsOnlyItsOwnRank() {
    assertFalse(OPEN_BATCH.accepts(Shape.of(1, 3)));
    assertFalse(OPEN_BATCH.accepts(Shape.of(1, 3, 4, 1)));
    assertFalse(Shape.of().accepts(Shape.of(1)));
    assertTrue(Shape.of().accepts(Shape.of()));
  }

  @Test
  void acceptsAnythingWhereTheRankIsUnknown() {
    assertTrue(Shape.ofUnknownRank().accepts(Shape.of()));
    assertTrue(Shape.ofUnknownRank().accepts(Shape.of(1, 2, 3)));
    assertFalse(Shape.of(1).accepts(Shape.ofUnknownRank()));
  }

  @Test
  void isShownAsATuple() {
    assertEquals("(?, 3, 4)", OPEN_BATCH.toString());
    assertEquals("()", Shape.of().toString());
    assertEquals("(5)", Shape.of(5).toString());
    assertEquals("(...)", Shape.ofUnknownRank().toString());
  }

  @Test
  void equalsByDimensions() {
    assertEquals(OPEN_BATCH, Shape.of(-1, 3, 4));
    assertEquals(OPEN_BATCH.hashCode(), Shape.of(-1, 3, 4).hashCode());
    assertNotEquals(OPEN_BATCH, Shape.of(1, 3, 4));
    assertNotEquals(Shape.of(), Shape.ofUnknownRank());
    assertEquals(Shape.ofUnknownRank(), Shape.ofUnknownRank());
  }
}
