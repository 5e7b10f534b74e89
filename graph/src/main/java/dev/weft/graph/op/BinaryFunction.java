package dev.weft.graph.op;

/** Functions of two numbers. */
public enum BinaryFunction {
  /** a + b. */
  ADD,
  /** a − b. */
  SUBTRACT,
  /** a · b. */
  MULTIPLY,
  /** a / b. */
  DIVIDE,
  /** Remainder with the sign of b. */
  MODULO,
  /** a to the power of b. */
  POWER,
  /** The greater. */
  MAXIMUM,
  /** The lesser. */
  MINIMUM,
  /** √(a² + b²). */
  HYPOT,
  /** The angle of the point (b, a). */
  ARCTAN2,
  /** 1 if equal, else 0. */
  EQUAL,
  /** 1 if not equal, else 0. */
  NOT_EQUAL,
  /** 1 if a is greater, else 0. */
  GREATER,
  /** 1 if a is not less, else 0. */
  GREATER_EQUAL,
  /** 1 if a is less, else 0. */
  LESSER,
  /** 1 if a is not greater, else 0. */
  LESSER_EQUAL,
  /** 1 if both are not 0, else 0. */
  LOGICAL_AND,
  /** 1 if one is not 0, else 0. */
  LOGICAL_OR,
  /** 1 if exactly one is not 0, else 0. */
  LOGICAL_XOR,
  /** With σ² = b²: ½ (σ a)² where |a| is less than 1/σ², else |a| − ½/σ². */
  SMOOTH_L1
}
