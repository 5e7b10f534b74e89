package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.Argument;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.handle.RecurrentPrimitives.Layouts;
import dev.weft.backend.onednn.kernel.RecurrentWeights;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.backend.onednn.plan.Step;
import dev.weft.graph.op.Recurrent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recurrent layers, in single precision: one primitive for each layer. Weights are in row-major
 * order, which is right for any number of steps and sequences.
 */
final class RecurrentLowering {
  private final Recurrent op;
  private final NodeContext node;
  private final RecurrentWeights order;
  private final long batch;
  private final int width;

  private RecurrentLowering(Recurrent op, NodeContext node) {
    Shape data = node.inputShape(0);
    this.op = op;
    this.node = node;
    this.batch = data.dimension(1);
    this.width = Math.toIntExact(data.dimension(2));
    this.order = new RecurrentWeights(op, width);
  }

  static void addTo(LoweringTable table) {
    table.add(Recurrent.class, (op, node) -> new RecurrentLowering(op, node).lower());
  }

  private void lower() {
    Region parameters = parameters();
    Region source = node.readFloats(0);
    List<Region> states = new ArrayList<>();
    for (int i = 2; i < node.inputCount(); i++) {
      states.add(node.readFloats(i));
    }
    Region result = node.writeFloats(0);
    List<Region> lastStates = new ArrayList<>();
    for (int i = 1; i < node.outputCount(); i++) {
      lastStates.add(node.writeFloats(i));
    }
    for (int layer = 0; layer < op.layers(); layer++) {
      boolean last = layer == op.layers() - 1;
      Region target = last ? result : node.plan().allocate(result.layout());
      new Layer(layer).add(parameters, source, states, target, lastStates);
      source = target;
    }
  }

  /** Returns the parameters in oneDNN's order; constants that are not are reordered once. */
  private Region parameters() {
    Region stored = node.readFloats(1);
    if (node.plan()
        .constant(node.inputValue(1))
        .filter(RecurrentParameters::isReordered)
        .isPresent()) {
      return stored;
    }
    Region reordered = node.plan().allocate(stored.layout());
    node.plan().add("RNN weights", order, List.of(stored), List.of(reordered));
    return reordered;
  }

  private Layout floats(long... dimensions) {
    return node.layouts().plain(ElementType.F32, dimensions);
  }

  /** The steps of one layer. */
  private final class Layer {
    private final int index;
    private final List<Step.Argument> inputs = new ArrayList<>();
    private final List<Step.Argument> outputs = new ArrayList<>();

    Layer(int index) {
      this.index = index;
    }

    void add(
        Region parameters,
        Region source,
        List<Region> states,
        Region target,
        List<Region> lastStates) {
      int directions = op.directions();
      int gates = op.cell().gates();
      int hidden = op.hidden();
      int output = op.outputWidth();
      Layout weights = floats(1, directions, op.inputWidth(index, width), gates, hidden);
      Layout stateWeights = floats(1, directions, output, gates, hidden);
      Layout bias = floats(1, directions, order.biases(), hidden);
      Layout projection = op.projection() > 0 ? floats(1, directions, hidden, output) : null;
      inputs.add(new Step.Argument(Argument.SRC, source));
      part(inputs, Argument.WEIGHTS, parameters, order.weightsAt(index), weights);
      part(inputs, Argument.WEIGHTS_1, parameters, order.stateWeightsAt(index), stateWeights);
      part(inputs, Argument.BIAS, parameters, order.biasesAt(index), bias);
      if (projection != null) {
        int first = order.projectionAt(index);
        part(inputs, Argument.WEIGHTS_PROJECTION, parameters, first, projection);
      }
      outputs.add(new Step.Argument(Argument.DST, target));
      Layout state = state(inputs, Argument.SRC_1, states, 0);
      Layout cell = state(inputs, Argument.SRC_2, states, 1);
      Layout lastState = state(outputs, Argument.DST_1, lastStates, 0);
      Layout lastCell = state(outputs, Argument.DST_2, lastStates, 1);
      Primitive primitive =
          compile(
              new Layouts(
                  source.layout(),
                  java.util.Objects.requireNonNull(state, "state"),
                  cell,
                  weights,
                  stateWeights,
                  projection,
                  bias,
                  target.layout(),
                  lastState,
                  lastCell));
      node.plan().add(node.keep(primitive), inputs, outputs);
    }

    /** Adds what the layer has of states of all layers, if there are some. */
    private @Nullable Layout state(
        List<Step.Argument> arguments, int key, List<Region> states, int which) {
      if (which >= states.size()) {
        return null;
      }
      int size = which == 0 ? op.outputWidth() : op.hidden();
      Layout layout = floats(1, op.directions(), batch, size);
      part(arguments, key, states.get(which), batch * size * op.directions() * index, layout);
      return layout;
    }

    private void part(
        List<Step.Argument> arguments, int key, Region whole, long first, Layout layout) {
      arguments.add(new Step.Argument(key, node.plan().slice(whole, first, layout)));
    }

    private Primitive compile(Layouts layouts) {
      return switch (op.cell()) {
        case LSTM -> node.primitives().lstm(layouts);
        case GRU -> node.primitives().lbrGru(layouts);
        case RELU -> node.primitives().vanillaRnn(true, layouts);
        case TANH -> node.primitives().vanillaRnn(false, layouts);
      };
    }
  }
}
