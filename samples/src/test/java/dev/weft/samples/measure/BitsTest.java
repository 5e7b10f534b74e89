package dev.weft.samples.measure;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BitsTest {
  @ParameterizedTest
  @EnumSource(DataType.class)
  void findsZerosOfEachTypeEqual(DataType type) {
    List<Tensor> one = List.of(Tensor.zeros(type, Shape.of(3)));
    assertTrue(Bits.equal(one, List.of(Tensor.allocateDirect(type, Shape.of(3)))));
    assertFalse(Bits.equal(one, List.of(Tensor.zeros(type, Shape.of(3, 1)))));
    assertFalse(Bits.equal(one, List.of()));
  }

  @Test
  void looksAtBitsRatherThanNumbers() {
    assertFalse(equal(0f, -0f));
    assertTrue(equal(Float.NaN, Float.NaN));
    assertFalse(equal(Float.NaN, Float.intBitsToFloat(0x7FC00001)));
    assertFalse(equal(1f, Math.nextUp(1f)));
  }

  private static boolean equal(float one, float other) {
    return Bits.equal(
        List.of(Tensor.of(new float[] {one})), List.of(Tensor.of(new float[] {other})));
  }
}
