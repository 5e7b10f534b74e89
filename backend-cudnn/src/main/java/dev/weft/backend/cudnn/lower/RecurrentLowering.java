package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.MatrixProduct;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.Recurrent;
import java.util.ArrayList;
import java.util.List;

/**
 * Recurrent layers, in single precision. The data of all steps are multiplied by their weights at
 * once; then each step is a product of the hidden states and a kernel. Both directions of a layer
 * are computed together, and each from its own end.
 */
final class RecurrentLowering {
  private final Recurrent op;
  private final NodeContext node;
  private final long steps;
  private final long batch;
  private final int width;
  private final Region parameters;

  private RecurrentLowering(Recurrent op, NodeContext node) {
    Shape data = node.inputShape(0);
    this.op = op;
    this.node = node;
    this.steps = data.dimension(0);
    this.batch = data.dimension(1);
    this.width = Math.toIntExact(data.dimension(2));
    this.parameters = node.readPlain(1, ElementType.F32);
  }

  static void addTo(LoweringTable table) {
    table.add(Recurrent.class, (op, node) -> new RecurrentLowering(op, node).lower());
  }

  private void lower() {
    Region source = node.readPlain(0, ElementType.F32);
    List<Region> states = new ArrayList<>();
    for (int i = 2; i < node.inputCount(); i++) {
      states.add(node.readPlain(i, ElementType.F32));
    }
    Region result = node.writePlain(0, ElementType.F32);
    List<Region> lastStates = new ArrayList<>();
    for (int i = 1; i < node.outputCount(); i++) {
      lastStates.add(node.writePlain(i, ElementType.F32));
    }
    for (int layer = 0; layer < op.layers(); layer++) {
      boolean last = layer == op.layers() - 1;
      Region target = last ? result : node.plan().allocate(result.layout());
      new Layer(layer).add(source, states, target, lastStates);
      source = target;
    }
  }

  private Region floats(long... sizes) {
    return FloatKernels.between(node, ElementType.F32, sizes);
  }

  private long weightsAt(int layer) {
    long index = 0;
    for (int i = 0; i < layer; i++) {
      index += (long) op.directions() * op.weightCount(i, width);
    }
    return index;
  }

  /** The steps of one layer. */
  private final class Layer {
    private final int index;
    private final int directions = op.directions();
    private final long units = op.hidden();
    private final long gates = op.cell().gates();
    private final long stateWidth = op.outputWidth();
    private final long inputWidth;

    Layer(int index) {
      this.index = index;
      this.inputWidth = op.inputWidth(index, width);
    }

    void add(Region source, List<Region> states, Region target, List<Region> lastStates) {
      boolean projects = op.projection() > 0;
      Region data = floats(directions, steps, batch, gates * units);
      product(source, 0, 0, inputWidth, gates * units, steps * batch, data);
      long stateWeights = gates * units * inputWidth;
      long projection = stateWeights + gates * units * stateWidth;
      Region hidden = first(states.get(0), stateWidth);
      Region cell = states.size() > 1 ? first(states.get(1), units) : hidden;
      for (long step = 0; step < steps; step++) {
        Region sums = floats(directions, batch, gates * units);
        long stride = batch * stateWidth;
        product(hidden, stride, stateWeights, stateWidth, gates * units, batch, sums);
        List<Region> outputs = new ArrayList<>();
        Region next = floats(directions, batch, units);
        outputs.add(next);
        if (!projects) {
          outputs.add(target);
        }
        Region nextCell = next;
        if (op.cell() == Recurrent.Cell.LSTM) {
          nextCell = floats(directions, batch, units);
          outputs.add(nextCell);
        }
        step(step, List.of(data, sums, parameters, cell), outputs);
        hidden = projects ? projected(next, projection, step, target) : next;
        cell = nextCell;
      }
      store(hidden, lastStates, 0);
      store(cell, lastStates, 1);
    }

    /** Adds what the kernel of the cell does in a step. */
    private void step(long step, List<Region> inputs, List<Region> outputs) {
      String function =
          switch (op.cell()) {
            case LSTM -> "lstm_step";
            case GRU -> "gru_step";
            case RELU -> "relu_step";
            case TANH -> "tanh_step";
          };
      long biases = weightsAt(op.layers()) + 2L * index * directions * gates * units;
      node.run(
          KernelCall.of("recurrent", function)
              .reads(inputs.toArray(Region[]::new))
              .writes(outputs.toArray(Region[]::new))
              .integers(units, batch, op.projection() > 0 ? 1 : 0, step, steps, biases)
              .each(directions * batch * units));
    }

    /** Multiplies rows by weights of each direction, which are that far behind the layer's. */
    private void product(
        Region rows, long stride, long weights, long length, long columns, long count, Region to) {
      long perDirection = op.weightCount(index, width);
      long begin = weightsAt(index) + weights;
      long size = (directions - 1) * perDirection + columns * length;
      Region factor =
          node.plan().slice(parameters, begin, Layout.plain(ElementType.F32, Shape.of(size)));
      boolean tf32 = node.plan().arithmetic().tf32();
      DenseLowering.add(
          node,
          new MatrixProduct(
              ElementType.F32,
              tf32,
              directions,
              count,
              columns,
              length,
              false,
              true,
              stride,
              perDirection),
          rows,
          factor,
          to);
    }

    private Region projected(Region wide, long weights, long step, Region target) {
      Region hidden = floats(directions, batch, stateWidth);
      product(wide, batch * units, weights, units, stateWidth, batch, hidden);
      node.run(
          KernelCall.of("recurrent", "give_states")
              .reads(hidden)
              .writes(target)
              .integers(stateWidth, batch, directions, step, steps)
              .each(directions * batch * stateWidth));
      return hidden;
    }

    /** Returns the first states of this layer. */
    private Region first(Region states, long size) {
      long count = directions * batch * size;
      return node.plan()
          .slice(
              states,
              index * count,
              Layout.plain(ElementType.F32, Shape.of(directions, batch, size)));
    }

    private void store(Region state, List<Region> lastStates, int which) {
      if (which < lastStates.size()) {
        long count = state.layout().shape().elementCount();
        node.run(
            KernelCall.of("recurrent", "store_states")
                .reads(state)
                .writes(lastStates.get(which))
                .integers(index * count)
                .each(count));
      }
    }
  }
}
