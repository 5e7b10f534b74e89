package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Eltwise;
import dev.weft.backend.onednn.kernel.BinaryKernel;
import dev.weft.backend.onednn.kernel.CastKernel;
import dev.weft.backend.onednn.kernel.ScalarMath;
import dev.weft.backend.onednn.kernel.UnaryKernel;
import dev.weft.graph.op.Cast;
import dev.weft.graph.op.Clip;
import dev.weft.graph.op.Fused;
import dev.weft.graph.op.HardSigmoid;
import dev.weft.graph.op.HardSwish;
import dev.weft.graph.op.Identity;
import dev.weft.graph.op.LeakyRelu;
import dev.weft.graph.op.Quadratic;
import dev.weft.graph.op.UnaryFunction;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/** Functions of single elements that have parameters, conversions and copies. */
final class ActivationLowering {
  private static final double SQRT_2 = Math.sqrt(2);
  private static final double SELU_SCALE = 1.0507009873554805;
  private static final double SELU_ALPHA = 1.6732632423543772;

  private ActivationLowering() {}

  static void addTo(LoweringTable table) {
    table.add(Clip.class, ActivationLowering::clip);
    table.add(HardSigmoid.class, ActivationLowering::hardSigmoid);
    table.add(HardSwish.class, ActivationLowering::hardSwish);
    table.add(LeakyRelu.class, ActivationLowering::leaky);
    table.add(Cast.class, ActivationLowering::cast);
    table.add(
        Quadratic.class,
        (op, node) ->
            node.kernel(op.operator(), new UnaryKernel(x -> (op.a() * x + op.b()) * x + op.c())));
    table.add(Identity.class, (op, node) -> node.set(0, node.readAsIs(0)));
  }

  /** Not computed but for floating-point numbers: {@code ActivationRecognition} makes no other. */
  private static void hardSwish(HardSwish op, NodeContext node) {
    ElementwiseLowering.eltwise(Eltwise.hardSwish(op.alpha(), op.beta()), node);
  }

  private static void hardSigmoid(HardSigmoid op, NodeContext node) {
    if (node.isFloat(0)) {
      ElementwiseLowering.eltwise(Eltwise.hardSigmoid(op.alpha(), op.beta()), node);
    } else {
      node.kernel(
          op.operator(),
          new UnaryKernel(x -> Math.min(1, Math.max(0, op.alpha() * x + op.beta()))));
    }
  }

  private static void clip(Clip op, NodeContext node) {
    if (!op.isOrdered() || !node.isFloat(0)) {
      node.kernel(
          "clip",
          new UnaryKernel(x -> x > op.most() ? op.most() : x < op.least() ? op.least() : x));
    } else if (PostOpLowering.onlyUpperBound(op).isPresent()) {
      ElementwiseChainLowering.chain(new Fused(op, 1, List.of()), node);
    } else {
      ElementwiseLowering.eltwise(Eltwise.clip(op.least(), op.most()), node);
    }
  }

  private static void leaky(LeakyRelu op, NodeContext node) {
    Optional<Eltwise> function = PostOpLowering.eltwise(op);
    if (op.kind() == LeakyRelu.Kind.PRELU) {
      prelu(node);
    } else if (function.isPresent() && node.isFloat(0)) {
      ElementwiseLowering.eltwise(function.get(), node);
    } else {
      node.kernel(op.operator(), new UnaryKernel(function(op)));
    }
  }

  private static DoubleUnaryOperator function(LeakyRelu op) {
    double slope = (float) op.slope();
    return switch (op.kind()) {
      case LEAKY -> x -> x > 0 ? x : slope * x;
      case ELU -> x -> x > 0 ? x : slope * Math.expm1(x);
      case SELU -> x -> SELU_SCALE * (x > 0 ? x : SELU_ALPHA * Math.expm1(x));
      case GELU -> {
        DoubleUnaryOperator erf = ScalarMath.of(UnaryFunction.ERF);
        yield x -> 0.5 * x * (1 + erf.applyAsDouble(x / SQRT_2));
      }
      case PRELU -> throw new IllegalArgumentException(op + " takes slopes");
    };
  }

  private static void prelu(NodeContext node) {
    Shape data = node.inputShape(0);
    Shape slopes = LeakyRelu.aligned(node.inputShape(1), data);
    node.kernel(
        "prelu",
        new BinaryKernel((x, slope) -> x > 0 ? x : x * slope, data, slopes, node.outputShape(0)));
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
