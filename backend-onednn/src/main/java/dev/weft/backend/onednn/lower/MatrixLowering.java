package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.Argument;
import dev.weft.backend.onednn.handle.BinaryAlgorithm;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Eltwise;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.PostOps;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.kernel.KhatriRaoKernel;
import dev.weft.backend.onednn.kernel.StridedCopy;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.backend.onednn.plan.Step;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.Dot;
import dev.weft.graph.op.KhatriRao;
import dev.weft.graph.op.MatrixProduct;
import java.util.ArrayList;
import java.util.List;

/** Products of matrices, in single precision. */
final class MatrixLowering {
  private MatrixLowering() {}

  static void addTo(LoweringTable table) {
    table.add(
        KhatriRao.class,
        (op, node) -> {
          int columns = Math.toIntExact(node.outputShape(0).dimension(1));
          node.kernel(op.operator(), new KhatriRaoKernel(columns));
        });
    table.add(Dot.class, MatrixLowering::dot);
    table.add(MatrixProduct.class, MatrixLowering::product);
  }

  private static void dot(Dot op, NodeContext node) {
    Shape first = node.inputShape(0);
    Shape second = node.inputShape(1);
    long inner = first.dimension(op.transposesFirst() ? 0 : first.rank() - 1);
    long rows = first.elementCount() / inner;
    long columns = second.elementCount() / inner;
    Layout left = matrix(node, new long[] {rows, inner}, op.transposesFirst() ? rows : 0);
    Layout right = matrix(node, new long[] {inner, columns}, op.transposesSecond() ? inner : 0);
    Layout result = node.layouts().plain(ElementType.F32, rows, columns);
    multiply(
        node,
        new Region(node.readFloats(0).buffer(), left),
        new Region(node.readFloats(1).buffer(), right),
        new Region(node.writeFloats(0).buffer(), result),
        1);
  }

  /** Returns a matrix in row-major order, or if a stride is given in column-major order. */
  private static Layout matrix(NodeContext node, long[] dimensions, long columnStride) {
    return columnStride == 0
        ? node.layouts().plain(ElementType.F32, dimensions)
        : node.layouts().strided(ElementType.F32, dimensions, new long[] {1, columnStride});
  }

  private static void product(MatrixProduct op, NodeContext node) {
    int rowAxis = Dimensions.axis(op.rowAxis(), node.inputShape(0).rank());
    Layout left = matrices(node, node.inputShape(0), rowAxis, op.transposesFirst());
    Layout right = matrices(node, node.inputShape(1), rowAxis, op.transposesSecond());
    Layout result = matrices(node, node.outputShape(0), rowAxis, false);
    Region first = new Region(node.readFloats(0).buffer(), left);
    Region second = new Region(node.readFloats(1).buffer(), right);
    if (node.inputCount() < 3) {
      Region target = new Region(node.writeFloats(0).buffer(), result);
      multiply(node, first, second, target, op.alpha());
      return;
    }
    Region summand = new Region(node.readFloats(2).buffer(), result);
    Region target = new Region(node.writeFloats(0).buffer(), result);
    multiplyAndAdd(node, first, second, summand, target, op);
  }

  /** Returns the layout of matrices with all other axes before them. */
  private static Layout matrices(NodeContext node, Shape shape, int rowAxis, boolean transposed) {
    int last = shape.rank() - 1;
    long[] own = StridedCopy.rowMajor(shape);
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < last; axis++) {
      if (axis != rowAxis) {
        axes.add(axis);
      }
    }
    axes.add(transposed ? last : rowAxis);
    axes.add(transposed ? rowAxis : last);
    long[] dimensions = axes.stream().mapToLong(shape::dimension).toArray();
    long[] strides = axes.stream().mapToLong(axis -> own[axis]).toArray();
    return node.layouts().strided(ElementType.F32, dimensions, strides);
  }

  static void multiply(
      NodeContext node, Region first, Region second, Region target, double factor) {
    Primitive primitive;
    try (PostOps postOps = new PostOps()) {
      if (factor != 1) {
        postOps.eltwise(Eltwise.linear(factor, 0));
      }
      primitive =
          node.keep(
              node.primitives().matmul(first.layout(), second.layout(), target.layout(), postOps));
    }
    node.step(primitive, operands(first, second), Argument.DST, target);
  }

  /** The summand is scaled first, since a post-operation adds it as it is. */
  private static void multiplyAndAdd(
      NodeContext node,
      Region first,
      Region second,
      Region summand,
      Region target,
      MatrixProduct op) {
    Region scaled = node.plan().allocate(summand.layout());
    Primitive scaling;
    try (PostOps none = new PostOps()) {
      scaling =
          node.keep(
              node.primitives().eltwise(Eltwise.linear(op.beta(), 0), summand.layout(), none));
    }
    node.step(scaling, List.of(NodeContext.argument(Argument.SRC, summand)), Argument.DST, scaled);
    Primitive primitive;
    int key;
    try (PostOps postOps = new PostOps()) {
      postOps.eltwise(Eltwise.linear(op.alpha(), 0));
      key = postOps.binary(BinaryAlgorithm.ADD, scaled.layout());
      primitive =
          node.keep(
              node.primitives().matmul(first.layout(), second.layout(), target.layout(), postOps));
    }
    List<Step.Argument> arguments = new ArrayList<>(operands(first, second));
    arguments.add(NodeContext.argument(key, scaled));
    node.step(primitive, arguments, Argument.DST, target);
  }

  private static List<Step.Argument> operands(Region first, Region second) {
    return List.of(
        NodeContext.argument(Argument.SRC, first), NodeContext.argument(Argument.WEIGHTS, second));
  }
}
