package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.kernel.RecurrentKernel;
import dev.weft.backend.onednn.kernel.RecurrentWeights;
import dev.weft.backend.onednn.kernel.SequenceKernel;
import dev.weft.backend.onednn.kernel.SequenceKernel.Mode;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.graph.op.Recurrent;
import dev.weft.graph.op.SequenceLast;
import dev.weft.graph.op.SequenceMask;
import dev.weft.graph.op.SequenceReverse;
import java.util.ArrayList;
import java.util.List;

/** Recurrent layers, and operators on sequences of different lengths. */
final class SequenceLowering {
  private SequenceLowering() {}

  static void addTo(LoweringTable table) {
    table.add(Recurrent.class, SequenceLowering::recurrent);
    table.add(SequenceMask.class, (op, node) -> sequence(node, Mode.MASK, op.axis(), op.number()));
    table.add(SequenceLast.class, (op, node) -> sequence(node, Mode.LAST, op.axis(), 0));
    table.add(SequenceReverse.class, (op, node) -> sequence(node, Mode.REVERSE, 0, 0));
  }

  private static void sequence(NodeContext node, Mode mode, int axis, double number) {
    node.kernel(
        "Sequence"
            + mode.name().charAt(0)
            + mode.name().substring(1).toLowerCase(java.util.Locale.ROOT),
        new SequenceKernel(mode, node.inputShape(0), axis, number));
  }

  /** Weights that are constant are transposed once. */
  private static void recurrent(Recurrent op, NodeContext node) {
    Shape data = node.inputShape(0);
    int steps = Math.toIntExact(data.dimension(0));
    int batch = Math.toIntExact(data.dimension(1));
    int width = Math.toIntExact(data.dimension(2));
    Region weights = floats(node, op.parameterCount(width));
    node.plan()
        .add(
            "RNN weights",
            new RecurrentWeights(op, width),
            List.of(node.readFloats(1)),
            List.of(weights));
    List<Region> inputs = new ArrayList<>(List.of(node.readFloats(0), weights));
    for (int i = 2; i < node.inputCount(); i++) {
      inputs.add(node.readFloats(i));
    }
    List<Region> outputs = new ArrayList<>();
    for (int i = 0; i < node.outputCount(); i++) {
      outputs.add(
          node.write(i, node.layouts().plain(ElementType.F32, node.outputShape(i).dimensions())));
    }
    for (int i = 0; i < Math.min(2, op.layers() - 1); i++) {
      outputs.add(floats(node, node.outputShape(0).elementCount()));
    }
    node.plan().add("RNN", new RecurrentKernel(op, steps, batch, width), inputs, outputs);
  }

  private static Region floats(NodeContext node, long count) {
    return node.plan().allocate(node.layouts().plain(ElementType.F32, new long[] {count}));
  }
}
