package dev.weft.backend.onednn.lower;

import dev.weft.backend.onednn.handle.BinaryAlgorithm;
import dev.weft.backend.onednn.handle.Eltwise;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.PostOps;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.backend.onednn.plan.Step;
import dev.weft.graph.op.BinaryFunction;
import dev.weft.graph.op.Clip;
import dev.weft.graph.op.HardSigmoid;
import dev.weft.graph.op.HardSwish;
import dev.weft.graph.op.LeakyRelu;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.PostOp;
import dev.weft.graph.op.Scalar;
import dev.weft.graph.op.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The post-operations of one fused node; for one use. */
final class PostOpLowering {
  private record Pending(int key, int input, boolean slopes) {}

  /**
   * What a post-operation reads.
   *
   * @param key of the argument
   * @param region where it is
   * @param slopes whether these are slopes of channels, and not a value of the result's shape
   */
  record Operand(int key, Region region, boolean slopes) {}

  private final NodeContext node;
  private final List<PostOp> postOps;
  private final int firstInput;
  private final List<Pending> pending = new ArrayList<>();

  PostOpLowering(NodeContext node, List<PostOp> postOps, int firstInput) {
    this.node = node;
    this.postOps = postOps;
    this.firstInput = firstInput;
  }

  /**
   * Appends all of them.
   *
   * @param destination the layout of the sum's other operand, where it is known
   * @param inPlace whether a sum adds to what the destination holds
   */
  void append(PostOps target, Layout destination, boolean inPlace) {
    pending.clear();
    int next = firstInput;
    for (PostOp postOp : postOps) {
      if (postOp instanceof PostOp.Elementwise elementwise) {
        elementwise(elementwise.op(), target);
      } else if (postOp instanceof PostOp.Sum) {
        if (inPlace) {
          target.sum();
        } else {
          pending.add(new Pending(target.binary(BinaryAlgorithm.ADD, destination), next, false));
        }
        next++;
      } else if (postOp instanceof PostOp.Combination combination) {
        BinaryAlgorithm function =
            ElementwiseLowering.algorithm(combination.function()).orElseThrow();
        pending.add(new Pending(target.binary(function, destination), next, false));
        next++;
      } else {
        boolean perChannel = node.inputShape(next).elementCount() > 1;
        pending.add(new Pending(target.prelu(perChannel), next, true));
        next++;
      }
    }
  }

  /** A bound above is one below of the negative: oneDNN makes the bound of what is no number. */
  private static void elementwise(Op op, PostOps target) {
    OptionalDouble bound = onlyUpperBound(op);
    if (bound.isEmpty()) {
      target.eltwise(eltwise(op).orElseThrow());
      return;
    }
    target.eltwise(Eltwise.linear(-1, 0));
    target.eltwise(Eltwise.clip(-bound.getAsDouble(), Float.POSITIVE_INFINITY));
    target.eltwise(Eltwise.linear(-1, 0));
  }

  /**
   * Returns the bound of an operator that lets through whatever is below it. {@link #eltwise} would
   * make negative infinity of what is not a number.
   */
  static OptionalDouble onlyUpperBound(Op op) {
    if (op instanceof Scalar scalar
        && scalar.function() == BinaryFunction.MINIMUM
        && !Double.isNaN(scalar.scalar())) {
      return OptionalDouble.of(scalar.scalar());
    }
    return op instanceof Clip clip && clip.least() == Double.NEGATIVE_INFINITY
        ? OptionalDouble.of(clip.most())
        : OptionalDouble.empty();
  }

  /** Returns the input that a sum adds, if nothing else reads it: the result may take its place. */
  Optional<Integer> replaceableSummand() {
    int next = firstInput;
    for (PostOp postOp : postOps) {
      if (postOp instanceof PostOp.Sum) {
        return node.plan().isLastRead(node.inputValue(next)) ? Optional.of(next) : Optional.empty();
      }
      next += postOp.inputs();
    }
    return Optional.empty();
  }

  /** Returns the arguments that post-operations take, with summands in this layout. */
  List<Step.Argument> arguments(Layout destination) {
    List<Step.Argument> arguments = new ArrayList<>();
    for (Operand operand : operands(destination)) {
      arguments.add(new Step.Argument(operand.key(), operand.region()));
    }
    return arguments;
  }

  /** Returns what post-operations read, summands in this layout. */
  List<Operand> operands(Layout destination) {
    List<Operand> operands = new ArrayList<>();
    for (Pending entry : pending) {
      Region region =
          entry.slopes() ? node.readFloats(entry.input()) : node.read(entry.input(), destination);
      operands.add(new Operand(entry.key(), region, entry.slopes()));
    }
    return operands;
  }

  /** Returns what oneDNN computes elementwise of an operator, if it can. */
  static Optional<Eltwise> eltwise(Op op) {
    if (op instanceof Clip clip) {
      return Optional.of(Eltwise.clip(clip.least(), clip.most()));
    }
    if (op instanceof HardSigmoid sigmoid) {
      return Optional.of(Eltwise.hardSigmoid(sigmoid.alpha(), sigmoid.beta()));
    }
    if (op instanceof HardSwish swish) {
      return Optional.of(Eltwise.hardSwish(swish.alpha(), swish.beta()));
    }
    if (op instanceof Scalar scalar) {
      return withNumber(scalar);
    }
    if (op instanceof LeakyRelu leaky) {
      return switch (leaky.kind()) {
        case LEAKY -> Optional.of(Eltwise.relu(leaky.slope()));
        case ELU -> Optional.of(Eltwise.elu(leaky.slope()));
        case GELU -> Optional.of(Eltwise.geluErf());
        case SELU, PRELU -> Optional.empty();
      };
    }
    if (op instanceof Unary unary) {
      return switch (unary.function()) {
        case RELU -> Optional.of(Eltwise.relu(0));
        case SIGMOID -> Optional.of(Eltwise.logistic());
        case TANH -> Optional.of(Eltwise.tanh());
        case LOG -> Optional.of(Eltwise.log());
        case MISH -> Optional.of(Eltwise.mish());
        case SWISH -> Optional.of(Eltwise.swish());
        case SOFTRELU -> Optional.of(Eltwise.softRelu());
        case EXP -> Optional.of(Eltwise.exp());
        case ABS -> Optional.of(Eltwise.abs());
        case SQUARE -> Optional.of(Eltwise.square());
        case SQRT -> Optional.of(Eltwise.sqrt());
        case NEGATIVE -> Optional.of(Eltwise.linear(-1, 0));
        default -> Optional.empty();
      };
    }
    return Optional.empty();
  }

  private static Optional<Eltwise> withNumber(Scalar op) {
    double scalar = op.scalar();
    return switch (op.function()) {
      case ADD -> Optional.of(Eltwise.linear(1, scalar));
      case SUBTRACT ->
          Optional.of(op.reversed() ? Eltwise.linear(-1, scalar) : Eltwise.linear(1, -scalar));
      case MULTIPLY -> Optional.of(Eltwise.linear(scalar, 0));
      case DIVIDE ->
          op.reversed() || !isNormal(1 / scalar)
              ? Optional.empty()
              : Optional.of(Eltwise.linear(1 / scalar, 0));
      case MAXIMUM ->
          Double.isNaN(scalar)
              ? Optional.empty()
              : Optional.of(Eltwise.clip(scalar, Float.POSITIVE_INFINITY));
      case MINIMUM ->
          Double.isNaN(scalar)
              ? Optional.empty()
              : Optional.of(Eltwise.clip(Float.NEGATIVE_INFINITY, scalar));
      default -> Optional.empty();
    };
  }

  private static boolean isNormal(double number) {
    double magnitude = Math.abs(number);
    return magnitude >= Float.MIN_NORMAL && magnitude <= Float.MAX_VALUE;
  }
}
