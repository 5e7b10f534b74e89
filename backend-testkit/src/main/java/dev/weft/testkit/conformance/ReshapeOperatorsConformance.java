package dev.weft.testkit.conformance;

import dev.weft.DataType;
import dev.weft.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Changes of shape, held against the reference: every element exactly. */
public abstract class ReshapeOperatorsConformance extends OperatorChecks {
  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected ReshapeOperatorsConformance(ConformanceSubject subject) {
    super(subject);
  }

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
      check(of("Reshape", "shape", shape, "reverse", "True"), s(2, 6, 4));
    }
    check(of("reshape", "shape", "(1, -1, 4)", "reverse", "True"), s(1, 2, 6, 4));
  }

  @Test
  void reshapesToOldTargets() {
    check(of("Reshape", "target_shape", "(0, 12)"), s(2, 3, 4));
    check(of("Reshape", "target_shape", "(4, 6)"), s(2, 3, 4));
    check(of("Reshape", "target_shape", "(0, 0)", "keep_highest", "True"), s(2, 3, 4));
    check(of("Reshape", "target_shape", "(9, 4, 3)", "keep_highest", "True"), s(2, 3, 4));
  }

  @Test
  void addsAndRemovesDimensions() {
    for (String axis : List.of("0", "1", "2", "-1", "-2")) {
      check(of("expand_dims", "axis", axis), s(2, 3));
    }
    check(of("squeeze"), s(1, 2, 1, 3));
    check(of("squeeze"), s(1, 1));
    check(of("squeeze", "axis", "0"), s(1, 2, 1, 3));
    check(of("squeeze", "axis", "(0, -2)"), s(1, 2, 1, 3));
  }

  @Test
  void reshapesLikeAnotherInput() {
    check(of("reshape_like"), s(2, 6), s(3, 4));
    check(
        of("reshape_like", "lhs_begin", "0", "lhs_end", "1", "rhs_begin", "0", "rhs_end", "2"),
        s(30, 7),
        s(15, 2, 4));
    check(
        of(
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
    check(of("SwapAxis", "dim1", "1", "dim2", "2"), s(2, 3, 4, 5));
    check(of("swapaxes", "dim1", "0", "dim2", "-1"), s(2, 3, 4));
  }

  @Test
  void stacks() {
    check(of("stack", "num_args", "2"), s(2, 3), s(2, 3));
    check(of("stack", "num_args", "3", "axis", "1"), s(2, 3), s(2, 3), s(2, 3));
    check(of("stack", "num_args", "2", "axis", "-1"), s(2, 3), s(2, 3));
  }

  @Test
  void movesBetweenChannelsAndSpace() {
    check(of("depth_to_space", "block_size", "2"), s(2, 12, 3, 4));
    check(of("depth_to_space", "block_size", "3"), s(1, 9, 2, 2));
    check(of("space_to_depth", "block_size", "2"), s(2, 3, 4, 6));
  }

  private void reshape(String shape, Shape data) {
    check(of("Reshape", "shape", shape), data);
  }

  private void check(OperatorCheck operator, Shape... shapes) {
    operator.check(0, shapes);
    operator.check(0, DataType.INT32, shapes);
    operator.check(0, DataType.INT64, shapes);
  }
}
