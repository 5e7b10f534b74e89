package dev.weft.graph.op;

/** What is done to the result of an operator before it is stored. */
public sealed interface PostOp {
  /** {@return how many inputs it takes} */
  int inputs();

  /**
   * A function of each element, given as an operator of one input.
   *
   * @param op {@link Unary}, {@link Clip}, {@link Scalar}, {@link LeakyRelu}, {@link HardSigmoid}
   *     or {@link HardSwish}
   */
  record Elementwise(Op op) implements PostOp {
    @Override
    public int inputs() {
      return 0;
    }
  }

  /** Adds a value of the same shape. */
  record Sum() implements PostOp {
    @Override
    public int inputs() {
      return 1;
    }
  }

  /**
   * Combines the result, as first operand, with a value of the same shape.
   *
   * @param function one of sum, difference, product, quotient, maximum and minimum
   */
  record Combination(BinaryFunction function) implements PostOp {
    @Override
    public int inputs() {
      return 1;
    }
  }

  /** {@link LeakyRelu.Kind#PRELU}, with slopes as another input. */
  record Prelu() implements PostOp {
    @Override
    public int inputs() {
      return 1;
    }
  }
}
