package dev.weft.graph.op;

/** Functions of one number. */
public enum UnaryFunction {
  /** max(x, 0). */
  RELU,
  /** 1 / (1 + e⁻ˣ). */
  SIGMOID,
  /** Hyperbolic tangent. */
  TANH,
  /** ln(1 + eˣ). */
  SOFTRELU,
  /** x / (1 + |x|). */
  SOFTSIGN,
  /** ln(1 / (1 + e⁻ˣ)). */
  LOG_SIGMOID,
  /** x / (1 + e⁻ˣ). */
  SWISH,
  /** x · tanh(ln(1 + eˣ)). */
  MISH,
  /** eˣ. */
  EXP,
  /** eˣ − 1. */
  EXPM1,
  /** Natural logarithm. */
  LOG,
  /** Logarithm to base 2. */
  LOG2,
  /** Logarithm to base 10. */
  LOG10,
  /** ln(1 + x). */
  LOG1P,
  /** Square root. */
  SQRT,
  /** 1 / √x. */
  RSQRT,
  /** Cube root. */
  CBRT,
  /** 1 / ∛x. */
  RCBRT,
  /** x². */
  SQUARE,
  /** |x|. */
  ABS,
  /** −1, 0 or 1. */
  SIGN,
  /** −x. */
  NEGATIVE,
  /** 1 / x. */
  RECIPROCAL,
  /** To nearest, halves away from zero. */
  ROUND,
  /** To nearest, halves towards the lower. */
  RINT,
  /** Up. */
  CEIL,
  /** Down. */
  FLOOR,
  /** Towards zero. */
  TRUNC,
  /** Towards zero, as {@link #TRUNC}. */
  FIX,
  /** Gauss error function. */
  ERF,
  /** Inverse of the Gauss error function. */
  ERFINV,
  /** Gamma function. */
  GAMMA,
  /** Logarithm of the absolute value of the gamma function. */
  GAMMALN,
  /** Sine. */
  SIN,
  /** Cosine. */
  COS,
  /** Tangent. */
  TAN,
  /** Inverse sine. */
  ARCSIN,
  /** Inverse cosine. */
  ARCCOS,
  /** Inverse tangent. */
  ARCTAN,
  /** Hyperbolic sine. */
  SINH,
  /** Hyperbolic cosine. */
  COSH,
  /** Inverse hyperbolic sine. */
  ARCSINH,
  /** Inverse hyperbolic cosine. */
  ARCCOSH,
  /** Inverse hyperbolic tangent. */
  ARCTANH,
  /** Degrees of an angle in radians. */
  DEGREES,
  /** Radians of an angle in degrees. */
  RADIANS,
  /** 1 where x is 0, else 0. */
  LOGICAL_NOT
}
