package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers of recurrent cells over data (steps, batch, width). Inputs are the data, a vector of all
 * weights and biases, the first hidden state (layers × directions, batch, output width) and, for
 * LSTM, the first cell state (layers × directions, batch, hidden width). Outputs are the hidden
 * states of the last layer at each step (steps, batch, directions × output width) and, if {@code
 * givesStates}, the last hidden and cell states.
 *
 * <p>The vector holds for each layer and direction the weights of the layer's input (gates ×
 * hidden, width) and of the hidden state (gates × hidden, output width), and the projection (output
 * width, hidden) if there is one; then again for each layer and direction the biases of both,
 * (gates × hidden) each. The order of gates is input, forget, cell, output for LSTM and reset,
 * update, new for GRU. This is the layout of MXNet's {@code rnn-inl.h} and of cuDNN.
 *
 * @param cell the kind of cell
 * @param hidden the number of units of a cell
 * @param projection the width that hidden states are projected to, or 0
 * @param layers the number of layers
 * @param bidirectional whether each layer also runs from the last step to the first
 * @param givesStates whether the last states are outputs
 */
public record Recurrent(
    Cell cell, int hidden, int projection, int layers, boolean bidirectional, boolean givesStates)
    implements Op {

  /** A kind of cell. */
  public enum Cell {
    /** One gate with a rectifier. */
    RELU(1),
    /** One gate with a hyperbolic tangent. */
    TANH(1),
    /** Long short-term memory. */
    LSTM(4),
    /** Gated recurrent unit whose reset gate acts on the product with the hidden state. */
    GRU(3);

    private final int gates;

    Cell(int gates) {
      this.gates = gates;
    }

    /** {@return the number of gates} */
    public int gates() {
      return gates;
    }
  }

  /**
   * Checks the numbers.
   *
   * @param cell the kind of cell
   * @param hidden the number of units of a cell
   * @param projection the width that hidden states are projected to, or 0
   * @param layers the number of layers
   * @param bidirectional whether each layer also runs backwards
   * @param givesStates whether the last states are outputs
   */
  public Recurrent {
    if (hidden < 1 || layers < 1) {
      throw new IllegalArgumentException(
          "state_size is " + hidden + " and num_layers " + layers + ", expected at least 1");
    }
    if (projection < 0 || projection > hidden || (projection > 0 && cell != Cell.LSTM)) {
      throw new IllegalArgumentException(
          "projection_size is "
              + projection
              + ", expected at most state_size "
              + hidden
              + " and mode lstm");
    }
  }

  @Override
  public String operator() {
    return "RNN";
  }

  @Override
  public int outputs() {
    return !givesStates ? 1 : cell == Cell.LSTM ? 3 : 2;
  }

  /** {@return 1, or 2 if bidirectional} */
  public int directions() {
    return bidirectional ? 2 : 1;
  }

  /** {@return the width of a hidden state in one direction} */
  public int outputWidth() {
    return projection > 0 ? projection : hidden;
  }

  /**
   * {@return the width of what a layer reads}
   *
   * @param layer which
   * @param dataWidth the width of the data
   */
  public int inputWidth(int layer, int dataWidth) {
    return layer == 0 ? dataWidth : directions() * outputWidth();
  }

  /**
   * {@return the number of weights of a layer in one direction}
   *
   * @param layer which
   * @param dataWidth the width of the data
   */
  public int weightCount(int layer, int dataWidth) {
    int rows = Math.multiplyExact(cell.gates(), hidden);
    int width = Math.addExact(inputWidth(layer, dataWidth), outputWidth());
    return Math.addExact(Math.multiplyExact(rows, width), Math.multiplyExact(projection, hidden));
  }

  /**
   * {@return the number of all weights and biases}
   *
   * @param dataWidth the width of the data
   */
  public int parameterCount(int dataWidth) {
    long biases = Math.multiplyExact(2L * cell.gates() * hidden, (long) layers);
    long weights = weightCount(0, dataWidth);
    if (layers > 1) {
      weights = Math.addExact(weights, (layers - 1L) * weightCount(1, dataWidth));
    }
    return Math.toIntExact(Math.multiplyExact(Math.addExact(biases, weights), (long) directions()));
  }

  @Override
  public List<ValueType> infer(List<ValueType> inputs) {
    ValueType data = inputs.get(0);
    boolean known = Dimensions.requireRank("data", data.shape(), 3, 3);
    long steps = known ? data.shape().dimension(0) : Shape.UNKNOWN;
    long batch = known ? data.shape().dimension(1) : Shape.UNKNOWN;
    long stateCount = (long) layers * directions();
    List<ValueType> types = new ArrayList<>();
    types.add(data.withShape(Shape.of(steps, batch, (long) directions() * outputWidth())));
    if (givesStates) {
      types.add(data.withShape(Shape.of(stateCount, batch, outputWidth())));
    }
    if (givesStates && cell == Cell.LSTM) {
      types.add(data.withShape(Shape.of(stateCount, batch, hidden)));
    }
    return types;
  }

  @Override
  public List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    Shape data = Dimensions.merge(inputs.get(0).shape(), Dimensions.ofRank(3));
    Shape output = outputs.get(0).shape();
    if (output.isRankKnown()) {
      data =
          Dimensions.merge(data, Shape.of(output.dimension(0), output.dimension(1), Shape.UNKNOWN));
    }
    Shape parameters = Dimensions.merge(inputs.get(1).shape(), Dimensions.ofRank(1));
    long batch = data.dimension(1);
    if (data.dimension(2) != Shape.UNKNOWN) {
      parameters = Shape.of(parameterCount(Math.toIntExact(data.dimension(2))));
    } else if (parameters.dimension(0) != Shape.UNKNOWN) {
      data = Dimensions.with(data, 2, dataWidth(parameters.dimension(0)));
    }
    List<Shape> shapes = new ArrayList<>(List.of(data, parameters));
    long stateCount = (long) layers * directions();
    shapes.add(Shape.of(stateCount, batch, outputWidth()));
    if (cell == Cell.LSTM) {
      shapes.add(Shape.of(stateCount, batch, hidden));
    }
    return shapes;
  }

  /**
   * {@return the width of the data}
   *
   * @param parameters the number of all weights and biases
   * @throws IllegalArgumentException if no width has as many
   */
  public int dataWidth(long parameters) {
    long perColumn = (long) directions() * cell.gates() * hidden;
    long others = parameters - parameterCount(0);
    if (others <= 0 || others % perColumn != 0) {
      throw new IllegalArgumentException(
          "there are "
              + parameters
              + " parameters, expected "
              + parameterCount(0)
              + " and a multiple of "
              + perColumn);
    }
    return Math.toIntExact(others / perColumn);
  }
}
