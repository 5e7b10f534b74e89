package dev.weft.backend.cudnn.lower;

import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.graph.op.Binary;
import dev.weft.graph.op.BinaryFunction;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Scalar;
import dev.weft.graph.op.Unary;
import dev.weft.graph.op.UnaryFunction;

/** The functions of single elements that {@code elementwise.cu} computes exactly for integers. */
final class WholeNumbers {
  private WholeNumbers() {}

  /** Lets a kernel compute with 64-bit integers, if the node takes and gives integers alone. */
  static KernelCall compute(Op op, NodeContext node, KernelCall call) {
    boolean whole = node.storingOutput(0).isInteger() && isExact(op);
    for (int i = 0; i < node.inputCount(); i++) {
      whole &= node.storing(i).isInteger();
    }
    return whole ? call.macro("WHOLE", "1").macro("real", "long long") : call;
  }

  private static boolean isExact(Op op) {
    if (op instanceof Unary unary) {
      return isExact(unary.function());
    }
    if (op instanceof Scalar scalar) {
      return isExact(scalar.function());
    }
    return op instanceof Binary binary && isExact(binary.function());
  }

  private static boolean isExact(UnaryFunction function) {
    return switch (function) {
      case RELU, ABS, NEGATIVE, SIGN, SQUARE, ROUND, RINT, CEIL, FLOOR, TRUNC, FIX, LOGICAL_NOT ->
          true;
      default -> false;
    };
  }

  private static boolean isExact(BinaryFunction function) {
    return switch (function) {
      case DIVIDE, POWER, HYPOT, ARCTAN2, SMOOTH_L1 -> false;
      default -> true;
    };
  }
}
