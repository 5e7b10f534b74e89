package dev.weft.backend.cudnn.lower;

import dev.weft.DataType;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.KernelArguments;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.BinaryFunction;
import dev.weft.graph.op.Clip;
import dev.weft.graph.op.HardSigmoid;
import dev.weft.graph.op.HardSwish;
import dev.weft.graph.op.LeakyRelu;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.PostOp;
import dev.weft.graph.op.Quadratic;
import dev.weft.graph.op.Scalar;
import dev.weft.graph.op.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Functions of single elements, one after the other, as statements of the kernel {@code chain} in
 * {@code elementwise.cu}. Numbers that they take are arguments of the kernel, not part of its text,
 * so that chains which differ in numbers alone are one program. A chain that takes more than a
 * kernel can be given is several. For one use.
 */
final class ElementwiseChain {
  /** How many numbers one function takes. */
  private static final int MOST_NUMBERS = 3;

  private final Region first;
  private final StringBuilder statements = new StringBuilder();
  private final List<Region> inputs = new ArrayList<>();
  private final List<Double> numbers = new ArrayList<>();

  /**
   * Begins a chain.
   *
   * @param first what it starts from
   */
  ElementwiseChain(Region first) {
    this.first = first;
    inputs.add(first);
  }

  /** Returns whether {@link #apply} knows an operator. */
  static boolean knows(Op op) {
    return op instanceof Unary
        || op instanceof Clip
        || op instanceof HardSigmoid
        || op instanceof HardSwish
        || op instanceof Quadratic
        || op instanceof Scalar
        || (op instanceof LeakyRelu leaky && leaky.kind() != LeakyRelu.Kind.PRELU);
  }

  /** Adds a function of one number. */
  void apply(Op op) {
    if (op instanceof Unary unary) {
      call("u_" + unary.function().name().toLowerCase(Locale.ROOT));
    } else if (op instanceof Clip clip) {
      call("clip", clip.least(), clip.most());
    } else if (op instanceof HardSigmoid sigmoid) {
      call("hard_sigmoid", sigmoid.alpha(), sigmoid.beta());
    } else if (op instanceof HardSwish swish) {
      call("hard_swish", swish.alpha(), swish.beta());
    } else if (op instanceof Quadratic quadratic) {
      call("quadratic", quadratic.a(), quadratic.b(), quadratic.c());
    } else if (op instanceof Scalar scalar) {
      withNumber(scalar);
    } else if (op instanceof LeakyRelu leaky) {
      leaky(leaky);
    } else {
      throw new IllegalArgumentException(op + " is no function of one number");
    }
  }

  private void leaky(LeakyRelu op) {
    switch (op.kind()) {
      case LEAKY -> {
        if (op.slope() == 0) {
          call("u_relu");
        } else {
          call("leaky", op.slope());
        }
      }
      case ELU -> call("elu", op.slope());
      case SELU -> call("selu");
      case GELU -> call("gelu");
      case PRELU -> throw new IllegalArgumentException(op + " takes slopes");
    }
  }

  private void withNumber(Scalar op) {
    String number = number(scalar(op));
    String function = name(op.function());
    statement(op.reversed() ? function + "(" + number + ", x)" : function + "(x, " + number + ")");
  }

  /** Returns the number as MXNet converts it to the type of the result. */
  private double scalar(Scalar op) {
    ElementType type = first.layout().type();
    if (type.isSingle()) {
      return op.scalarAs(DataType.FLOAT32);
    }
    return op.scalarAs(type.isInteger() && op.integral() ? DataType.INT64 : DataType.FLOAT64);
  }

  private void call(String function, double... arguments) {
    StringBuilder text = new StringBuilder(function).append("(x");
    for (double argument : arguments) {
      text.append(", ").append(number(argument));
    }
    statement(text.append(')').toString());
  }

  private String number(double value) {
    numbers.add(value);
    return "(real)a.f[" + (numbers.size() - 1) + "]";
  }

  private void statement(String value) {
    statements.append("x = ").append(value).append("; ");
  }

  static String name(BinaryFunction function) {
    return "b_" + function.name().toLowerCase(Locale.ROOT);
  }

  /** Combines the result so far, as first operand, with a value of the same layout. */
  void combine(BinaryFunction function, Region other) {
    inputs.add(other);
    statement(name(function) + "(x, IN(" + (inputs.size() - 1) + ", t))");
  }

  /** Adds a number for each channel. */
  void addBias(Region bias) {
    inputs.add(bias);
    statement("x + IN(" + (inputs.size() - 1) + ", CHANNEL)");
  }

  /** Multiplies what is below zero by a slope, one number or one for each channel. */
  void applySlopes(Region slopes) {
    inputs.add(slopes);
    boolean one = slopes.layout().shape().elementCount() == 1;
    String slope = "IN(" + (inputs.size() - 1) + ", " + (one ? "0" : "CHANNEL") + ")";
    statement("x > 0 ? x : x * " + slope);
  }

  /**
   * Adds post-operations.
   *
   * @param node the node, whose further inputs they take
   * @param postOps what they are
   * @param firstInput the first of these inputs
   */
  void apply(NodeContext node, List<PostOp> postOps, int firstInput) {
    int next = firstInput;
    for (PostOp postOp : postOps) {
      makeRoom(node);
      if (postOp instanceof PostOp.Elementwise elementwise) {
        apply(elementwise.op());
      } else if (postOp instanceof PostOp.Sum) {
        combine(BinaryFunction.ADD, operand(node, next));
      } else if (postOp instanceof PostOp.Combination combination) {
        combine(combination.function(), operand(node, next));
      } else {
        applySlopes(node.readPlain(next));
      }
      next += postOp.inputs();
    }
  }

  /** Computes what there is so far where a kernel could not be given what another step takes. */
  private void makeRoom(NodeContext node) {
    if (inputs.size() < KernelArguments.MAX_INPUTS
        && numbers.size() + MOST_NUMBERS <= KernelArguments.MAX_REALS) {
      return;
    }
    Region soFar = node.plan().allocate(first.layout());
    node.run(into(soFar));
    inputs.clear();
    inputs.add(soFar);
    numbers.clear();
    statements.setLength(0);
  }

  /** Returns an input in the order of the first one; its elements may be of another type. */
  private Region operand(NodeContext node, int input) {
    Layout layout = first.layout();
    if (!node.inputShape(input).equals(layout.shape())) {
      return node.readPlain(input);
    }
    return node.read(input, new Layout(node.layout(input).type(), layout.shape(), layout.order()));
  }

  /** Returns the kernel, which writes to a region of the layout of the first input. */
  KernelCall into(Region target) {
    Layout layout = target.layout();
    long channels = layout.shape().rank() > 1 ? layout.shape().dimension(1) : 1;
    if (layout.shape().rank() == 1) {
      channels = layout.shape().dimension(0);
    }
    long behind = 1;
    if (layout.order() == Layout.Order.ROW_MAJOR) {
      for (int axis = 2; axis < layout.shape().rank(); axis++) {
        behind *= layout.shape().dimension(axis);
      }
    }
    return KernelCall.of("elementwise", "chain")
        .macro("CHAIN", statements.toString())
        .reads(inputs.toArray(Region[]::new))
        .writes(target)
        .integers(Math.max(1, behind), Math.max(1, channels))
        .reals(numbers.stream().mapToDouble(Double::doubleValue).toArray())
        .each(layout.shape().elementCount());
  }
}
