package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.Argument;
import dev.weft.backend.onednn.handle.BinaryAlgorithm;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Eltwise;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.PostOps;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.kernel.BinaryKernel;
import dev.weft.backend.onednn.kernel.CastKernel;
import dev.weft.backend.onednn.kernel.ScalarMath;
import dev.weft.backend.onednn.kernel.UnaryKernel;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.graph.op.Binary;
import dev.weft.graph.op.BinaryFunction;
import dev.weft.graph.op.Cast;
import dev.weft.graph.op.Clip;
import dev.weft.graph.op.HardSigmoid;
import dev.weft.graph.op.HardSwish;
import dev.weft.graph.op.Identity;
import dev.weft.graph.op.LeakyRelu;
import dev.weft.graph.op.Quadratic;
import dev.weft.graph.op.Scalar;
import dev.weft.graph.op.Unary;
import java.util.List;
import java.util.Optional;

/** Functions of single elements, in whatever layout these are. */
final class ElementwiseLowering {
  private static final double SELU_SCALE = 1.0507009873554805;
  private static final double SELU_ALPHA = 1.6732632423543772;

  private ElementwiseLowering() {}

  static void addTo(LoweringTable table) {
    table.add(Unary.class, ElementwiseLowering::unary);
    table.add(Clip.class, ElementwiseLowering::clip);
    table.add(HardSigmoid.class, ElementwiseLowering::hardSigmoid);
    table.add(HardSwish.class, ElementwiseLowering::hardSwish);
    table.add(Scalar.class, ElementwiseLowering::scalar);
    table.add(Binary.class, ElementwiseLowering::binary);
    table.add(LeakyRelu.class, ElementwiseLowering::leaky);
    table.add(Cast.class, ElementwiseLowering::cast);
    table.add(
        Quadratic.class,
        (op, node) ->
            node.kernel(op.operator(), new UnaryKernel(x -> (op.a() * x + op.b()) * x + op.c())));
    table.add(Identity.class, (op, node) -> node.set(0, node.readAsIs(0)));
  }

  private static void unary(Unary op, NodeContext node) {
    Optional<Eltwise> function = PostOpLowering.eltwise(op);
    if (function.isPresent() && node.isFloat(0)) {
      eltwise(function.get(), node);
    } else {
      node.kernel(op.operator(), new UnaryKernel(ScalarMath.of(op.function())));
    }
  }

  /** Not computed but for floating-point numbers: {@code ActivationRecognition} makes no other. */
  private static void hardSwish(HardSwish op, NodeContext node) {
    eltwise(Eltwise.hardSwish(op.alpha(), op.beta()), node);
  }

  private static void hardSigmoid(HardSigmoid op, NodeContext node) {
    if (node.isFloat(0)) {
      eltwise(Eltwise.hardSigmoid(op.alpha(), op.beta()), node);
    } else {
      node.kernel(
          op.operator(),
          new UnaryKernel(x -> Math.min(1, Math.max(0, op.alpha() * x + op.beta()))));
    }
  }

  private static void clip(Clip op, NodeContext node) {
    if (node.isFloat(0)) {
      eltwise(Eltwise.clip(op.least(), op.most()), node);
    } else {
      node.kernel("clip", new UnaryKernel(x -> Math.min(Math.max(x, op.least()), op.most())));
    }
  }

  private static void scalar(Scalar op, NodeContext node) {
    Optional<Eltwise> function = PostOpLowering.eltwise(op);
    if (function.isPresent() && node.isFloat(0)) {
      eltwise(function.get(), node);
    } else {
      node.kernel(
          op.operator(),
          new UnaryKernel(ScalarMath.withScalar(op.function(), op.scalar(), op.reversed())));
    }
  }

  private static void leaky(LeakyRelu op, NodeContext node) {
    Optional<Eltwise> function = PostOpLowering.eltwise(op);
    if (function.isPresent() && node.isFloat(0)) {
      eltwise(function.get(), node);
    } else if (op.kind() == LeakyRelu.Kind.SELU) {
      node.floatKernel(
          "selu", new UnaryKernel(x -> SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x))));
    } else {
      prelu(node);
    }
  }

  private static void prelu(NodeContext node) {
    Shape data = node.inputShape(0);
    long slopes = node.inputShape(1).elementCount();
    long[] aligned = new long[data.rank()];
    java.util.Arrays.fill(aligned, 1);
    if (slopes > 1) {
      aligned[data.rank() == 1 ? 0 : 1] = slopes;
    }
    node.kernel(
        "prelu",
        new BinaryKernel(
            (x, slope) -> x > 0 ? x : x * slope, data, Shape.of(aligned), node.outputShape(0)));
  }

  static void eltwise(Eltwise function, NodeContext node) {
    Layout layout = node.layout(0);
    Primitive primitive;
    try (PostOps none = new PostOps()) {
      primitive = node.keep(node.primitives().eltwise(function, layout, none));
    }
    boolean inPlace = node.plan().isLastRead(node.inputValue(0));
    Region source = node.readAsIs(0);
    Region target;
    if (inPlace) {
      target = new Region(source.buffer(), layout);
      node.set(0, target);
    } else {
      target = node.write(0, layout);
    }
    node.step(primitive, List.of(NodeContext.argument(Argument.SRC, source)), Argument.DST, target);
  }

  private static void binary(Binary op, NodeContext node) {
    Optional<BinaryAlgorithm> algorithm = algorithm(op.function());
    Shape one = node.inputShape(0);
    Shape other = node.inputShape(1);
    Shape output = node.outputShape(0);
    boolean computable = algorithm.isPresent() && node.isFloat(0) && node.isFloat(1);
    if (computable && one.equals(output) && one.rank() <= 5 && one.rank() > 0) {
      broadcast(algorithm.get(), node, other);
    } else {
      node.kernel(
          op.operator(), new BinaryKernel(ScalarMath.of(op.function()), one, other, output));
    }
  }

  /** The first operand has the shape of the result; the second may be repeated. */
  private static void broadcast(BinaryAlgorithm algorithm, NodeContext node, Shape other) {
    Layout layout =
        node.isParameter(0) && !node.isParameter(1) && other.equals(node.inputShape(0))
            ? node.layout(1)
            : node.layout(0);
    int rank = layout.rank();
    Region second;
    if (other.equals(node.inputShape(0))) {
      second = node.read(1, layout);
    } else {
      long[] aligned = new long[rank];
      java.util.Arrays.fill(aligned, 1);
      for (int i = 0; i < other.rank(); i++) {
        aligned[rank - other.rank() + i] = other.dimension(i);
      }
      second =
          new Region(node.readPlain(1).buffer(), node.layouts().plain(ElementType.F32, aligned));
    }
    Region first = node.read(0, layout);
    Primitive primitive;
    try (PostOps none = new PostOps()) {
      primitive =
          node.keep(node.primitives().binary(algorithm, layout, second.layout(), layout, none));
    }
    Region target = node.write(0, layout);
    node.step(
        primitive,
        List.of(
            NodeContext.argument(Argument.SRC, first),
            NodeContext.argument(Argument.SRC_1, second)),
        Argument.DST,
        target);
  }

  /** Returns what oneDNN computes of two elements, if it can. */
  static Optional<BinaryAlgorithm> algorithm(BinaryFunction function) {
    return switch (function) {
      case ADD -> Optional.of(BinaryAlgorithm.ADD);
      case SUBTRACT -> Optional.of(BinaryAlgorithm.SUB);
      case MULTIPLY -> Optional.of(BinaryAlgorithm.MUL);
      case DIVIDE -> Optional.of(BinaryAlgorithm.DIV);
      case MAXIMUM -> Optional.of(BinaryAlgorithm.MAX);
      case MINIMUM -> Optional.of(BinaryAlgorithm.MIN);
      default -> Optional.empty();
    };
  }

  private static void cast(Cast op, NodeContext node) {
    ElementType from = ElementType.storing(node.inputType(0).dataType());
    ElementType to = ElementType.storing(op.dataType());
    if (from == to && op.dataType() != dev.weft.DataType.BOOL) {
      node.set(0, node.readAsIs(0));
    } else {
      node.kernel("Cast", new CastKernel(op.dataType()));
    }
  }
}
