package dev.weft.backend.onednn;

import dev.weft.DataType;
import dev.weft.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operators whose output depends on no element of an input, held against the oracle. */
class FillOperatorsIT {
  @Test
  void fillsGivenShapes() {
    for (String type : List.of("float32", "int32", "int64", "float64")) {
      none("_zeros", "shape", "(2, 3)", "dtype", type);
      none("_ones", "shape", "(2, 3)", "dtype", type);
      none("_full", "shape", "(2, 3)", "dtype", type, "value", "2.5");
    }
  }

  @Test
  void countsUp() {
    none("_arange", "start", "0", "stop", "5");
    none("_arange", "start", "384");
    none("_arange", "start", "7", "stop", "None", "infer_range", "False");
    none("_arange", "start", "2", "stop", "11", "step", "2.5", "repeat", "3");
    none("_arange", "start", "5", "stop", "-5", "step", "-3", "dtype", "int32");
    none("_arange", "start", "1", "stop", "4", "dtype", "int64");
  }

  @Test
  void fillsLikeAnInput() {
    for (DataType type : List.of(DataType.FLOAT32, DataType.INT32, DataType.INT64)) {
      OperatorOracle.of("zeros_like").check(0, type, s(2, 3));
      OperatorOracle.of("ones_like").check(0, type, s(2, 3));
      OperatorOracle.of("shape_array").check(0, type, s(2, 3, 4));
      OperatorOracle.of("size_array").check(0, type, s(2, 3, 4));
    }
  }

  @Test
  void countsUpLikeAnInput() {
    OperatorOracle.of("_contrib_arange_like").check(0, s(2, 3));
    OperatorOracle.of("_contrib_arange_like", "axis", "-1", "start", "2").check(0, s(2, 3));
    OperatorOracle.of("_contrib_arange_like", "axis", "0", "step", "0.5", "repeat", "2")
        .check(0, s(5, 3));
  }

  @Test
  void castsFloatingPointNumbers() {
    OperatorOracle.of("amp_cast", "dtype", "float32").check(0, s(2, 3));
    OperatorOracle.of("amp_cast", "dtype", "float32").check(0, DataType.INT32, s(2, 3));
  }

  private static void none(String operator, String... attributes) {
    OperatorOracle.of(operator, attributes).check(0);
  }

  private static Shape s(long... dimensions) {
    return Shape.of(dimensions);
  }
}
