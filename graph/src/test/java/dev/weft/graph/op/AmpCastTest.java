package dev.weft.graph.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class AmpCastTest {
  private static DataType cast(DataType from) {
    ValueType data = new ValueType(from, Shape.of(2));
    return new AmpCast(DataType.FLOAT16).infer(List.of(data)).get(0).dataType();
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT16", "BFLOAT16"})
  void convertsSingleAndHalfPrecision(DataType type) {
    assertEquals(DataType.FLOAT16, cast(type));
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"FLOAT32", "FLOAT16", "BFLOAT16"})
  void leavesOthersAsTheyAre(DataType type) {
    assertEquals(type, cast(type));
  }
}
