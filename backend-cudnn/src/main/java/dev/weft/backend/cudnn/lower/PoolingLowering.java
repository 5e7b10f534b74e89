package dev.weft.backend.cudnn.lower;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.graph.op.AdaptiveAveragePooling;
import dev.weft.graph.op.Pooling;
import dev.weft.graph.op.WindowColumns;

/** Pooling: by cuDNN where its window is one that cuDNN describes, else by a kernel. */
final class PoolingLowering {
  private static final int SPACE = 3;
  private static final int ELEMENTS_OF_THREAD = 64;

  private PoolingLowering() {}

  static void addTo(LoweringTable table) {
    table.add(Pooling.class, PoolingLowering::pooling);
    table.add(AdaptiveAveragePooling.class, (op, node) -> adaptive(node));
    table.add(WindowColumns.class, PoolingLowering::columns);
  }

  private static void pooling(Pooling op, NodeContext node) {
    if (DnnPooling.lower(op, node)) {
      return;
    }
    Shape data = node.inputShape(0);
    Shape output = node.outputShape(0);
    int missing = SPACE - (data.rank() - 2);
    KernelCall call = FloatKernels.of(node, "pooling", "pooling").macro("real", "double");
    for (int axis = 0; axis < missing; axis++) {
      call.integers(1, 1, 1, 1, 0);
    }
    for (int i = 0; i < data.rank() - 2; i++) {
      call.integers(
          data.dimension(i + 2),
          output.dimension(i + 2),
          op.global() ? data.dimension(i + 2) : op.window().kernel().get(i),
          op.global() ? 1 : op.window().stride().get(i),
          op.global() ? 0 : op.window().pad().get(i));
    }
    int kind =
        switch (op.kind()) {
          case MAX -> 0;
          case AVERAGE -> 1;
          case SUM -> 2;
          case LP -> 3;
        };
    boolean half = node.inputType(0).dataType() == DataType.FLOAT16;
    node.run(
        call.integers(
                kind, op.countsPadding() ? 1 : 0, op.power(), missing == 0 ? 1 : 0, half ? 1 : 0)
            .each(output.elementCount()));
  }

  /** A window of many elements is the work of a block. */
  private static void adaptive(NodeContext node) {
    Shape data = node.inputShape(0);
    Shape output = node.outputShape(0);
    KernelCall call =
        KernelCall.of("adaptive_pooling", "adaptive_pooling")
            .reads(node.readPlain(0))
            .writes(node.writePlain(0))
            .integers(data.dimension(2), data.dimension(3))
            .integers(output.dimension(2), output.dimension(3));
    long results = output.elementCount();
    boolean small = data.elementCount() <= results * ELEMENTS_OF_THREAD;
    node.run(small ? call.macro("ALONE", "1").each(results) : call.rows(results));
  }

  private static void columns(WindowColumns op, NodeContext node) {
    boolean cuts = op.imageSize().isEmpty();
    Shape image = cuts ? node.inputShape(0) : node.outputShape(0);
    long[] windows = op.windows(image);
    KernelCall call =
        KernelCall.of("windows", cuts ? "cut_windows" : "sum_windows")
            .reads(node.readPlain(0))
            .writes(node.writePlain(0))
            .each(node.outputShape(0).elementCount());
    for (int axis = 0; axis < 2; axis++) {
      call.integers(
          image.dimension(axis + 2),
          windows[axis],
          op.window().kernel().get(axis),
          op.window().stride().get(axis),
          op.window().dilate().get(axis),
          op.window().pad().get(axis));
    }
    node.run(call);
  }
}
