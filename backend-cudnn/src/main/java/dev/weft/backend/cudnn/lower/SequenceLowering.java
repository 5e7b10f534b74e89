package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.SequenceLast;
import dev.weft.graph.op.SequenceMask;
import dev.weft.graph.op.SequenceReverse;

/** Operators on sequences of different lengths: (steps, batch, …) or (batch, steps, …). */
final class SequenceLowering {
  private SequenceLowering() {}

  static void addTo(LoweringTable table) {
    table.add(
        SequenceMask.class,
        (op, node) -> node.run(sequence("mask", node, op.axis()).reals(op.number())));
    table.add(SequenceLast.class, SequenceLowering::last);
    table.add(SequenceReverse.class, (op, node) -> node.run(sequence("reverse", node, 0)));
  }

  private static void last(SequenceLast op, NodeContext node) {
    long steps = node.inputShape(0).dimension(op.axis());
    node.run(
        sequence("last", node, op.axis())
            .failing("the length of a sequence is out of range, expected 1 to " + steps));
  }

  private static KernelCall sequence(String function, NodeContext node, int axis) {
    Shape data = node.inputShape(0);
    long steps = data.dimension(axis);
    long batch = data.dimension(1 - axis);
    Region source = node.readPlain(0);
    Region[] inputs =
        node.inputCount() > 1 ? new Region[] {source, node.readPlain(1)} : new Region[] {source};
    return KernelCall.of("sequence", function)
        .reads(inputs)
        .writes(node.writePlain(0))
        .integers(
            steps,
            batch,
            AxisSpan.product(data, 2, data.rank()),
            axis == 0 ? batch : 1,
            axis == 0 ? 1 : steps)
        .each(node.outputShape(0).elementCount());
  }
}
