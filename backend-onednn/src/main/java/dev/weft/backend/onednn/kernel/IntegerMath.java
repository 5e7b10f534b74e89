package dev.weft.backend.onednn.kernel;

import dev.weft.graph.op.BinaryFunction;
import dev.weft.graph.op.UnaryFunction;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The functions of elementwise operators that are exact for 64-bit integers; of a result that is
 * too large, smaller integers keep the lowest bits.
 */
final class IntegerMath {
  private IntegerMath() {}

  /** Returns a function of two integers, or null where double precision computes it. */
  static @Nullable LongBinaryOperator of(BinaryFunction function) {
    return switch (function) {
      case ADD -> Long::sum;
      case SUBTRACT -> (a, b) -> a - b;
      case MULTIPLY -> (a, b) -> a * b;
      case MODULO -> (a, b) -> b == 0 ? 0 : Math.floorMod(a, b);
      case MAXIMUM -> Math::max;
      case MINIMUM -> Math::min;
      case EQUAL -> (a, b) -> a == b ? 1 : 0;
      case NOT_EQUAL -> (a, b) -> a != b ? 1 : 0;
      case GREATER -> (a, b) -> a > b ? 1 : 0;
      case GREATER_EQUAL -> (a, b) -> a >= b ? 1 : 0;
      case LESSER -> (a, b) -> a < b ? 1 : 0;
      case LESSER_EQUAL -> (a, b) -> a <= b ? 1 : 0;
      case LOGICAL_AND -> (a, b) -> a != 0 && b != 0 ? 1 : 0;
      case LOGICAL_OR -> (a, b) -> a != 0 || b != 0 ? 1 : 0;
      case LOGICAL_XOR -> (a, b) -> (a != 0) != (b != 0) ? 1 : 0;
      case DIVIDE, POWER, HYPOT, ARCTAN2, SMOOTH_L1 -> null;
    };
  }

  /** Returns a function of an integer, or null where double precision computes it. */
  static @Nullable LongUnaryOperator of(UnaryFunction function) {
    return switch (function) {
      case RELU -> x -> Math.max(x, 0);
      case ABS -> Math::abs;
      case NEGATIVE -> x -> -x;
      case SIGN -> Long::signum;
      case SQUARE -> x -> x * x;
      case ROUND, RINT, CEIL, FLOOR, TRUNC, FIX -> x -> x;
      case LOGICAL_NOT -> x -> x == 0 ? 1 : 0;
      default -> null;
    };
  }
}
