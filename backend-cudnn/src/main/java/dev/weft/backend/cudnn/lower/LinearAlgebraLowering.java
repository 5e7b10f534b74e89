package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.LinearAlgebra;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Functions of matrices, in double precision. */
final class LinearAlgebraLowering {
  private LinearAlgebraLowering() {}

  static void addTo(LoweringTable table) {
    table.add(LinearAlgebra.class, LinearAlgebraLowering::function);
  }

  private static void function(LinearAlgebra op, NodeContext node) {
    Shape shape = node.inputShape(0);
    long rows = shape.dimension(shape.rank() - 2);
    long columns = shape.dimension(shape.rank() - 1);
    long matrices = rows * columns == 0 ? 0 : shape.elementCount() / (rows * columns);
    long lower = op.lower() ? 1 : 0;
    String negative = "a matrix is not positive definite, expected one";
    switch (op.function()) {
      case SUMLOGDIAG -> node.run(call(node, "sum_log_diagonal", 0).integers(rows).rows(matrices));
      case SYRK ->
          node.run(
              call(node, "square_product", 0)
                  .integers(rows, columns, op.transposes() ? 1 : 0)
                  .reals(op.alpha())
                  .each(node.outputShape(0).elementCount()));
      case POTRF ->
          node.run(
              call(node, "cholesky", matrices * rows * rows)
                  .integers(rows, lower)
                  .failing(negative)
                  .rows(matrices));
      case POTRI ->
          node.run(
              call(node, "inverse_of_square", matrices * rows * rows)
                  .integers(rows, lower)
                  .rows(matrices));
      case DET -> node.run(factors(node, rows, matrices, 1));
      case SLOGDET -> node.run(factors(node, rows, matrices, 2));
      case INVERSE -> node.run(factors(node, rows, matrices, 3));
      case TRMM, TRSM -> triangle(op, node, matrices);
    }
  }

  /** Begins a kernel whose last output is scratch memory for so many numbers, if there are any. */
  private static KernelCall call(NodeContext node, String function, long scratch) {
    Region[] inputs = new Region[node.inputCount()];
    Arrays.setAll(inputs, node::readPlain);
    List<Region> outputs = new ArrayList<>();
    for (int i = 0; i < node.outputCount(); i++) {
      outputs.add(node.writePlain(i));
    }
    if (scratch > 0) {
      outputs.add(FloatKernels.between(node, ElementType.F64, scratch));
    }
    return KernelCall.of("linear_algebra", function)
        .reads(inputs)
        .writes(outputs.toArray(Region[]::new))
        .macro("real", "double");
  }

  private static KernelCall factors(NodeContext node, long size, long matrices, int kind) {
    long room = size * size + size + 1 + (kind == 3 ? size * size : 0);
    KernelCall call =
        call(node, "with_factors", matrices * room)
            .macro("LU", Integer.toString(kind))
            .integers(size)
            .rows(matrices);
    return kind == 3 ? call.failing("a matrix has no inverse, expected one that has") : call;
  }

  private static void triangle(LinearAlgebra op, NodeContext node, long matrices) {
    Shape second = node.inputShape(1);
    long size = node.inputShape(0).dimension(second.rank() - 1);
    long rows = second.dimension(second.rank() - 2);
    long columns = second.dimension(second.rank() - 1);
    boolean solves = op.function() == LinearAlgebra.Function.TRSM;
    KernelCall call =
        call(
                node,
                solves ? "triangle_solution" : "triangle_product",
                solves ? second.elementCount() : 0)
            .macro("TRIANGLE", "1")
            .integers(size, rows, columns)
            .integers(op.lower() ? 1 : 0, op.transposes() ? 1 : 0, op.onRight() ? 1 : 0)
            .reals(op.alpha());
    long vectors = op.onRight() ? rows : columns;
    node.run(call.each(solves ? matrices * vectors : second.elementCount()));
  }
}
