package dev.weft.testkit.conformance;

import dev.weft.DataType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operators whose output depends on no element of an input, held against the reference. */
public abstract class FillOperatorsConformance extends OperatorChecks {
  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected FillOperatorsConformance(ConformanceSubject subject) {
    super(subject);
  }

  @Test
  void fillsGivenShapes() {
    for (String type : List.of("float32", "int32", "int64", "float64")) {
      none("_zeros", "shape", "(2, 3)", "dtype", type);
      none("_ones", "shape", "(2, 3)", "dtype", type);
      none("_full", "shape", "(2, 3)", "dtype", type, "value", "2.5");
    }
  }

  @Test
  void fillsWithTypesThatAreNumbers() {
    for (String type : List.of("0", "1", "4", "6")) {
      none("_zeros_without_dtype", "shape", "(2, 3)", "dtype", type);
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
      of("zeros_like").check(0, type, s(2, 3));
      of("ones_like").check(0, type, s(2, 3));
      of("shape_array").check(0, type, s(2, 3, 4));
      of("size_array").check(0, type, s(2, 3, 4));
    }
  }

  @Test
  void countsUpLikeAnInput() {
    of("_contrib_arange_like").check(0, s(2, 3));
    of("_contrib_arange_like", "axis", "-1", "start", "2").check(0, s(2, 3));
    of("_contrib_arange_like", "axis", "0", "step", "0.5", "repeat", "2").check(0, s(5, 3));
  }

  @Test
  void castsFloatingPointNumbers() {
    of("amp_cast", "dtype", "float32").check(0, s(2, 3));
    of("amp_cast", "dtype", "float32").check(0, DataType.INT32, s(2, 3));
  }

  private void none(String operator, String... attributes) {
    of(operator, attributes).check(0);
  }
}
