package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.NativeInt;
import dev.weft.backend.cudnn.handle.RecurrentNetwork;
import dev.weft.backend.cudnn.handle.RecurrentShape;
import dev.weft.backend.cudnn.handle.WeightPlace;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.backend.cudnn.plan.Placement;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.Recurrent;
import java.util.ArrayList;
import java.util.List;

/**
 * Recurrent layers by cuDNN, in single precision, all in one call.
 *
 * <p>cuDNN takes states that are projected to as many numbers as there are units for states that
 * are not projected. Such cells get one unit more, whose weights are zero: its state is zero at
 * first and stays so.
 */
final class RecurrentLowering {
  private final Recurrent op;
  private final NodeContext node;
  private final RecurrentShape shape;
  private final boolean widens;

  private RecurrentLowering(Recurrent op, NodeContext node) {
    Shape data = node.inputShape(0);
    this.op = op;
    this.node = node;
    this.widens = op.projection() == op.hidden();
    this.shape =
        new RecurrentShape(
            RecurrentShape.Cell.valueOf(op.cell().name()),
            node.plan().arithmetic().tf32(),
            size(node, data.dimension(2), "the width of the data"),
            op.hidden() + (widens ? 1 : 0),
            op.outputWidth(),
            op.layers(),
            op.directions(),
            size(node, data.dimension(0), "the number of steps"),
            size(node, data.dimension(1), "the number of sequences"));
  }

  private static int size(NodeContext node, long size, String what) {
    return NativeInt.of(size, what, "cudnnSetRNNDataDescriptor", node.subject());
  }

  static void addTo(LoweringTable table) {
    table.add(Recurrent.class, (op, node) -> new RecurrentLowering(op, node).lower());
  }

  private void lower() {
    RecurrentNetwork network = node.plan().keep(new RecurrentNetwork(node.plan().queue(), shape));
    boolean hasCells = shape.cell() == RecurrentShape.Cell.LSTM;
    boolean givesStates = node.outputCount() > 1;
    List<Region> inputs = new ArrayList<>();
    inputs.add(node.readPlain(0, ElementType.F32));
    inputs.add(node.plan().read(node.inputValue(1), placement(network)));
    inputs.add(node.readPlain(2, ElementType.F32));
    if (hasCells) {
      inputs.add(firstCells());
    }
    List<Region> outputs = new ArrayList<>();
    outputs.add(node.plan().scratch(Math.max(1, network.workspaceBytes())));
    outputs.add(node.writePlain(0, ElementType.F32));
    if (givesStates) {
      outputs.add(node.writePlain(1, ElementType.F32));
    }
    if (givesStates && hasCells) {
      outputs.add(node.plan().allocate(cells()));
    }
    enqueue(network, inputs, outputs);
    if (givesStates && hasCells) {
      setLastCells(outputs.get(3));
    }
  }

  private void enqueue(RecurrentNetwork network, List<Region> inputs, List<Region> outputs) {
    String subject = node.subject();
    node.plan()
        .add(
            op.operator(),
            "cudnn",
            (queue, places) ->
                network.enqueue(
                    queue,
                    new RecurrentNetwork.Operands(
                        places.of(inputs.get(0)),
                        places.of(inputs.get(1)),
                        places.of(inputs.get(2)),
                        inputs.size() > 3 ? places.of(inputs.get(3)) : 0,
                        places.of(outputs.get(1)),
                        outputs.size() > 2 ? places.of(outputs.get(2)) : 0,
                        outputs.size() > 3 ? places.of(outputs.get(3)) : 0,
                        places.of(outputs.get(0))),
                    subject),
            inputs,
            outputs);
  }

  private Placement placement(RecurrentNetwork network) {
    List<WeightPlace> places = network.weights(node.plan().queue(), node.plan().heap());
    return new Placement(
        Layout.plain(ElementType.F32, node.inputShape(1)),
        network.weightBytes() / Float.BYTES,
        RecurrentPlacement.runs(op, shape, places));
  }

  private Layout cells() {
    long states = (long) shape.layers() * shape.directions();
    return Layout.plain(ElementType.F32, Shape.of(states, shape.batch(), shape.hidden()));
  }

  private Region firstCells() {
    Layout plain = Layout.plain(ElementType.F32, node.inputShape(3));
    return widens
        ? node.plan().read(node.inputValue(3), Placement.widened(plain, shape.hidden()))
        : node.read(3, plain);
  }

  private void setLastCells(Region cells) {
    if (widens) {
      long[] strides = cells.layout().strides();
      node.run(ShapeLowering.strided(cells, node.writePlain(2, ElementType.F32), 0, strides));
    } else {
      node.set(2, cells);
    }
  }
}
