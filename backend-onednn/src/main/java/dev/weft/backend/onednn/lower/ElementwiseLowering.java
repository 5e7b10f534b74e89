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
import dev.weft.backend.onednn.kernel.UnaryKernel;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.graph.op.Binary;
import dev.weft.graph.op.BinaryFunction;
import dev.weft.graph.op.Fused;
import dev.weft.graph.op.Scalar;
import dev.weft.graph.op.Unary;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Functions of single elements, in whatever layout these are. */
final class ElementwiseLowering {
  private ElementwiseLowering() {}

  static void addTo(LoweringTable table) {
    table.add(Unary.class, ElementwiseLowering::unary);
    table.add(Scalar.class, ElementwiseLowering::scalar);
    table.add(Binary.class, ElementwiseLowering::binary);
  }

  private static void unary(Unary op, NodeContext node) {
    Optional<Eltwise> function = PostOpLowering.eltwise(op);
    if (function.isPresent() && node.isFloat(0)) {
      eltwise(function.get(), node);
    } else {
      node.kernel(op.operator(), UnaryKernel.of(op.function()));
    }
  }

  private static void scalar(Scalar op, NodeContext node) {
    Optional<Eltwise> function = PostOpLowering.eltwise(op);
    if (node.isFloat(0) && PostOpLowering.onlyUpperBound(op).isPresent()) {
      ElementwiseChainLowering.chain(new Fused(op, 1, List.of()), node);
    } else if (function.isPresent() && node.isFloat(0)) {
      eltwise(function.get(), node);
    } else {
      node.kernel(
          op.operator(),
          UnaryKernel.withScalar(
              op.function(), op.scalarAs(node.outputType(0).dataType()), op.reversed()));
    }
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
      node.kernel(op.operator(), new BinaryKernel(op.function(), one, other, output));
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
      Arrays.fill(aligned, 1);
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
}
