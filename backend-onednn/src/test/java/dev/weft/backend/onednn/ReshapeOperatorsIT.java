package dev.weft.backend.onednn;

import dev.weft.DataType;
import dev.weft.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes of shape, held against the oracle: every element exactly. */
class ReshapeOperatorsIT {
  @Test
  void reshapesByCodes() {
    reshape("(4, 6)", s(2, 3, 4));
    reshape("(0, -1)", s(2, 3, 4));
    reshape("(-1, 0, 0)", s(2, 3, 4));
    reshape("(1, -1, 1, 1)", s(24));
    reshape("(0, 0, -3, -3)", s(1, 2, 2, 3, 2, 4));
    reshape("(0, -4, -1, 4, 0, 0)", s(1, 8, 2, 3));
    reshape("(0, -4, 2, -1, -2)", s(1, 8, 2, 3));
    reshape("(-2, 1)", s(2, 3));
    reshape("(0, 2, -1, 0)", s(1, 4, 3, 5));
    reshape("(-3, -1)", s(2, 3, 4, 5));
  }

  @Test
  void reshapesFromTheEnd() {
    for (String shape :
        List.of("(-1, 0)", "(0, -1, 0)", "(-1, 4, 0)", "(-3, 0)", "(0, 0, 2, -1, -4)")) {
      check(OperatorOracle.of("Reshape", "shape", shape, "reverse", "True"), s(2, 6, 4));
    }
    check(OperatorOracle.of("reshape", "shape", "(1, -1, 4)", "reverse", "True"), s(1, 2, 6, 4));
  }

  @Test
  void reshapesToOldTargets() {
    check(OperatorOracle.of("Reshape", "target_shape", "(0, 12)"), s(2, 3, 4));
    check(OperatorOracle.of("Reshape", "target_shape", "(4, 6)"), s(2, 3, 4));
    check(
        OperatorOracle.of("Reshape", "target_shape", "(0, 0)", "keep_highest", "True"), s(2, 3, 4));
    check(
        OperatorOracle.of("Reshape", "target_shape", "(9, 4, 3)", "keep_highest", "True"),
        s(2, 3, 4));
  }

  @Test
  void addsAndRemovesDimensions() {
    for (String axis : List.of("0", "1", "2", "-1", "-2")) {
      check(OperatorOracle.of("expand_dims", "axis", axis), s(2, 3));
    }
    check(OperatorOracle.of("squeeze"), s(1, 2, 1, 3));
    check(OperatorOracle.of("squeeze"), s(1, 1));
    check(OperatorOracle.of("squeeze", "axis", "0"), s(1, 2, 1, 3));
    check(OperatorOracle.of("squeeze", "axis", "(0, -2)"), s(1, 2, 1, 3));
  }

  @Test
  void reshapesLikeAnotherInput() {
    check(OperatorOracle.of("reshape_like"), s(2, 6), s(3, 4));
    check(
        OperatorOracle.of(
            "reshape_like", "lhs_begin", "0", "lhs_end", "1", "rhs_begin", "0", "rhs_end", "2"),
        s(30, 7),
        s(15, 2, 4));
    check(
        OperatorOracle.of(
            "reshape_like",
            "lhs_begin",
            "-1",
            "lhs_end",
            "None",
            "rhs_begin",
            "1",
            "rhs_end",
            "None"),
        s(30, 12),
        s(4, 2, 2, 3));
  }

  @Test
  void swapsAxes() {
    check(OperatorOracle.of("SwapAxis", "dim1", "1", "dim2", "2"), s(2, 3, 4, 5));
    check(OperatorOracle.of("swapaxes", "dim1", "0", "dim2", "-1"), s(2, 3, 4));
  }

  @Test
  void stacks() {
    check(OperatorOracle.of("stack", "num_args", "2"), s(2, 3), s(2, 3));
    check(OperatorOracle.of("stack", "num_args", "3", "axis", "1"), s(2, 3), s(2, 3), s(2, 3));
    check(OperatorOracle.of("stack", "num_args", "2", "axis", "-1"), s(2, 3), s(2, 3));
  }

  @Test
  void movesBetweenChannelsAndSpace() {
    check(OperatorOracle.of("depth_to_space", "block_size", "2"), s(2, 12, 3, 4));
    check(OperatorOracle.of("depth_to_space", "block_size", "3"), s(1, 9, 2, 2));
    check(OperatorOracle.of("space_to_depth", "block_size", "2"), s(2, 3, 4, 6));
  }

  private static Shape s(long... dimensions) {
    return Shape.of(dimensions);
  }

  private static void reshape(String shape, Shape data) {
    check(OperatorOracle.of("Reshape", "shape", shape), data);
  }

  private static void check(OperatorOracle operator, Shape... shapes) {
    operator.check(0, shapes);
    operator.check(0, DataType.INT32, shapes);
    operator.check(0, DataType.INT64, shapes);
  }
}
