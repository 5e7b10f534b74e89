package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.MatrixProduct;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.op.Dot;
import java.util.ArrayList;
import java.util.List;

/** Products of matrices, in the type of activations. */
final class MatrixLowering {
  private MatrixLowering() {}

  static void addTo(LoweringTable table) {
    table.add(Dot.class, MatrixLowering::dot);
    table.add(dev.weft.graph.op.MatrixProduct.class, MatrixLowering::product);
  }

  private static void dot(Dot op, NodeContext node) {
    Shape first = node.inputShape(0);
    Shape second = node.inputShape(1);
    long inner = first.dimension(op.transposesFirst() ? 0 : first.rank() - 1);
    long rows = inner == 0 ? 0 : first.elementCount() / inner;
    long columns = inner == 0 ? 0 : second.elementCount() / inner;
    ElementType type = node.plan().arithmetic().activations();
    Region result = node.writePlain(0, type);
    DenseLowering.add(
        node,
        new MatrixProduct(
            type,
            node.plan().arithmetic().tf32(),
            1,
            rows,
            columns,
            inner,
            op.transposesFirst(),
            op.transposesSecond(),
            0,
            0),
        node.readPlain(0, type),
        node.readPlain(1, type),
        result);
  }

  private static void product(dev.weft.graph.op.MatrixProduct op, NodeContext node) {
    int rowAxis = Dimensions.axis(op.rowAxis(), node.inputShape(0).rank());
    ElementType type = node.plan().arithmetic().activations();
    Region first = rowsBeforeColumns(node, node.readPlain(0, type), rowAxis);
    Region second = rowsBeforeColumns(node, node.readPlain(1, type), rowAxis);
    Shape shape =
        Shape.of(permuted(node.outputShape(0), order(node.outputShape(0).rank(), rowAxis)));
    Region result = node.plan().allocate(Layout.plain(type, shape));
    int rank = shape.rank();
    long m = shape.dimension(rank - 2);
    long n = shape.dimension(rank - 1);
    long k = first.layout().shape().dimension(op.transposesFirst() ? rank - 2 : rank - 1);
    long batch = m * n == 0 ? 0 : shape.elementCount() / (m * n);
    DenseLowering.add(
        node,
        new MatrixProduct(
            type,
            node.plan().arithmetic().tf32(),
            batch,
            m,
            n,
            k,
            op.transposesFirst(),
            op.transposesSecond(),
            m * k,
            k * n),
        first,
        second,
        result);
    Region placed = rowAxis == rank - 2 ? result : rowsBack(node, result, rowAxis);
    node.set(0, op.alpha() == 1 && node.inputCount() < 3 ? placed : scaled(op, node, placed));
  }

  private static Region scaled(
      dev.weft.graph.op.MatrixProduct op, NodeContext node, Region product) {
    Region target = node.plan().allocate(product.layout());
    boolean sums = node.inputCount() > 2;
    KernelCall call =
        KernelCall.of("scale", sums ? "scaled_sum" : "scale")
            .writes(target)
            .reals(op.alpha(), op.beta())
            .each(product.layout().shape().elementCount());
    node.run(
        sums
            ? call.reads(product, node.readPlain(2, product.layout().type())).macro("SUMS", "1")
            : call.reads(product));
    return target;
  }

  /** Returns the axes in the order that has the rows' before the last one. */
  private static int[] order(int rank, int rowAxis) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < rank - 1; axis++) {
      if (axis != rowAxis) {
        axes.add(axis);
      }
    }
    axes.add(rowAxis);
    axes.add(rank - 1);
    return axes.stream().mapToInt(Integer::intValue).toArray();
  }

  private static long[] permuted(Shape shape, int[] order) {
    long[] sizes = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      sizes[i] = shape.dimension(order[i]);
    }
    return sizes;
  }

  private static Region rowsBeforeColumns(NodeContext node, Region matrices, int rowAxis) {
    Shape shape = matrices.layout().shape();
    if (rowAxis == shape.rank() - 2) {
      return matrices;
    }
    int[] order = order(shape.rank(), rowAxis);
    long[] strides = matrices.layout().strides();
    long[] distances = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      distances[i] = strides[order[i]];
    }
    Region target =
        node.plan()
            .allocate(Layout.plain(matrices.layout().type(), Shape.of(permuted(shape, order))));
    node.run(ShapeLowering.strided(matrices, target, 0, distances));
    return target;
  }

  private static Region rowsBack(NodeContext node, Region matrices, int rowAxis) {
    int[] order = order(matrices.layout().shape().rank(), rowAxis);
    long[] strides = matrices.layout().strides();
    long[] distances = new long[order.length];
    for (int i = 0; i < order.length; i++) {
      distances[order[i]] = strides[i];
    }
    Region target =
        node.plan().allocate(Layout.plain(matrices.layout().type(), node.outputShape(0)));
    node.run(ShapeLowering.strided(matrices, target, 0, distances));
    return target;
  }
}
