package dev.weft.backend.onednn.kernel;

import dev.weft.graph.op.BinaryFunction;
import dev.weft.graph.op.UnaryFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** The functions of elementwise operators, as MXNet's {@code mshadow_op.h} defines them. */
public final class ScalarMath {
  private static final double LN2 = Math.log(2);

  /** Numbers whose squares do not change when 1 is added or subtracted. */
  private static final double SQUARES_HIDE_ONE = 0x1p28;

  private ScalarMath() {}

  /**
   * {@return a function of two numbers}
   *
   * @param function which
   */
  public static DoubleBinaryOperator of(BinaryFunction function) {
    return switch (function) {
      case ADD -> Double::sum;
      case SUBTRACT -> (a, b) -> a - b;
      case MULTIPLY -> (a, b) -> a * b;
      case DIVIDE -> (a, b) -> a / b;
      case MODULO -> ScalarMath::modulo;
      case POWER -> ScalarMath::power;
      case MAXIMUM -> Math::max;
      case MINIMUM -> Math::min;
      case HYPOT -> Math::hypot;
      case ARCTAN2 -> Math::atan2;
      case EQUAL -> (a, b) -> a == b ? 1 : 0;
      case NOT_EQUAL -> (a, b) -> a != b ? 1 : 0;
      case GREATER -> (a, b) -> a > b ? 1 : 0;
      case GREATER_EQUAL -> (a, b) -> a >= b ? 1 : 0;
      case LESSER -> (a, b) -> a < b ? 1 : 0;
      case LESSER_EQUAL -> (a, b) -> a <= b ? 1 : 0;
      case LOGICAL_AND -> (a, b) -> a != 0 && b != 0 ? 1 : 0;
      case LOGICAL_OR -> (a, b) -> a != 0 || b != 0 ? 1 : 0;
      case LOGICAL_XOR -> (a, b) -> (a != 0) != (b != 0) ? 1 : 0;
      case SMOOTH_L1 -> ScalarMath::smoothL1;
    };
  }

  /**
   * {@return a function of one number}
   *
   * @param function which
   */
  public static DoubleUnaryOperator of(UnaryFunction function) {
    return switch (function) {
      case RELU -> x -> x > 0 || Double.isNaN(x) ? x : 0;
      case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
      case TANH -> Math::tanh;
      case SOFTRELU -> x -> x > 20 ? x : Math.log1p(Math.exp(x));
      case SOFTSIGN -> x -> x / (1 + Math.abs(x));
      case LOG_SIGMOID -> x -> Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)));
      case SWISH -> x -> x / (1 + Math.exp(-x));
      case MISH -> x -> x * Math.tanh(x > 20 ? x : Math.log1p(Math.exp(x)));
      case EXP -> Math::exp;
      case EXPM1 -> Math::expm1;
      case LOG -> Math::log;
      case LOG2 -> x -> Math.log(x) / LN2;
      case LOG10 -> Math::log10;
      case LOG1P -> Math::log1p;
      case SQRT -> Math::sqrt;
      case RSQRT -> x -> 1 / Math.sqrt(x);
      case CBRT -> Math::cbrt;
      case RCBRT -> x -> 1 / Math.cbrt(x);
      case SQUARE -> x -> x * x;
      case ABS -> Math::abs;
      case SIGN -> x -> x > 0 ? 1 : x < 0 ? -1 : 0;
      case NEGATIVE -> x -> -x;
      case RECIPROCAL -> x -> 1 / x;
      case ROUND -> x -> x < 0 ? -Math.floor(-x + 0.5) : Math.floor(x + 0.5);
      case RINT -> x -> x - Math.floor(x) <= Math.ceil(x) - x ? Math.floor(x) : Math.ceil(x);
      case CEIL -> Math::ceil;
      case FLOOR -> Math::floor;
      case TRUNC, FIX -> x -> x < 0 ? Math.ceil(x) : Math.floor(x);
      case ERF -> SpecialFunctions::erf;
      case ERFINV -> SpecialFunctions::erfInverse;
      case GAMMA -> SpecialFunctions::gamma;
      case GAMMALN -> SpecialFunctions::logGamma;
      case SIN -> Math::sin;
      case COS -> Math::cos;
      case TAN -> Math::tan;
      case ARCSIN -> Math::asin;
      case ARCCOS -> Math::acos;
      case ARCTAN -> Math::atan;
      case SINH -> Math::sinh;
      case COSH -> Math::cosh;
      case ARCSINH -> ScalarMath::arcsinh;
      case ARCCOSH -> ScalarMath::arccosh;
      case ARCTANH -> x -> 0.5 * Math.log1p(2 * x / (1 - x));
      case DEGREES -> Math::toDegrees;
      case RADIANS -> Math::toRadians;
      case LOGICAL_NOT -> x -> x == 0 ? 1 : 0;
    };
  }

  /** ln(|x| + √(x² + 1)) with the sign of x, without losing what is small against 1. */
  private static double arcsinh(double x) {
    double a = Math.abs(x);
    double magnitude =
        a > SQUARES_HIDE_ONE
            ? Math.log(a) + LN2
            : Math.log1p(a + a * a / (1 + Math.sqrt(a * a + 1)));
    return Math.copySign(magnitude, x);
  }

  /** ln(x + √(x² − 1)); not a number below 1. */
  private static double arccosh(double x) {
    if (x < 1) {
      return Double.NaN;
    }
    double above = x - 1;
    return x > SQUARES_HIDE_ONE
        ? Math.log(x) + LN2
        : Math.log1p(above + Math.sqrt(above * (2 + above)));
  }

  /** As the C library has it: 1 to any power, and -1 to an infinite one, is 1. */
  private static double power(double base, double exponent) {
    return base == 1 || (base == -1 && Double.isInfinite(exponent)) ? 1 : Math.pow(base, exponent);
  }

  private static double modulo(double a, double b) {
    if (b == 0) {
      return 0;
    }
    double remainder = a % b;
    return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
  }

  private static double smoothL1(double a, double sigma) {
    double square = sigma * sigma;
    double magnitude = Math.abs(a);
    return magnitude > 1 / square ? magnitude - 0.5 / square : 0.5 * a * a * square;
  }
}
