package dev.weft.backend.onednn.handle;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.jspecify.annotations.Nullable;

/**
 * Compiles single layers of recurrent cells, in one direction or, concatenated, in both. As
 * oneDNN's developer guide, <i>RNN</i>, has it:
 *
 * <ul>
 *   <li>vanilla: h = f(W·x + U·h' + b);
 *   <li>LSTM, with gates in the order i, f, c̃, o: c = f ∘ c' + i ∘ c̃ and h = o ∘ tanh c, which
 *       may be projected to a smaller width;
 *   <li>GRU, <i>linear before reset</i>, with gates in the order u, r, o: o = tanh(W·x + r ∘ (U·h'
 *       + b₄) + b₃) and h = u ∘ h' + (1 − u) ∘ o.
 * </ul>
 *
 * <p>Shapes: data (steps, batch, width); states (1, directions, batch, output width) and cell
 * states (1, directions, batch, hidden); weights of the data (1, directions, width, gates, hidden),
 * of the state (1, directions, output width, gates, hidden) and of the projection (1, directions,
 * hidden, output width); biases (1, directions, gates, hidden), with a fourth one for GRU; results
 * (steps, batch, directions · output width).
 */
public sealed interface RecurrentPrimitives permits Primitives {
  /** {@return what compiles them} */
  PrimitiveCompiler compiler();

  /**
   * The operands of a layer.
   *
   * @param source the data
   * @param state the state before the first step
   * @param cell the cell state before the first step, for LSTM
   * @param weights the weights of the data
   * @param stateWeights the weights of the state
   * @param projection the weights of the projection, or null if there is none
   * @param bias the biases
   * @param destination the states of all steps
   * @param lastState the state after the last step, or null if it is not wanted
   * @param lastCell the cell state after the last step, or null if it is not wanted
   */
  record Layouts(
      Layout source,
      Layout state,
      @Nullable Layout cell,
      Layout weights,
      Layout stateWeights,
      @Nullable Layout projection,
      Layout bias,
      Layout destination,
      @Nullable Layout lastState,
      @Nullable Layout lastCell) {
    private int direction() {
      return state.dimensions()[1] == 2
          ? dnnl.dnnl_bidirectional_concat
          : dnnl.dnnl_unidirectional_left2right;
    }

    private List<Layout> described() {
      return List.of(source, weights);
    }
  }

  /**
   * {@return a layer of plain cells}
   *
   * @param rectifies whether f is max(x, 0), not the hyperbolic tangent
   * @param layouts the operands
   */
  default Primitive vanillaRnn(boolean rectifies, Layouts layouts) {
    return compiler()
        .compile(
            "rnn",
            "dnnl_vanilla_rnn_forward_primitive_desc_create",
            layouts.described(),
            (pd, engine, attributes) ->
                dnnl.dnnl_vanilla_rnn_forward_primitive_desc_create(
                    pd,
                    engine,
                    PrimitiveCompiler.INFERENCE,
                    rectifies ? dnnl.dnnl_eltwise_relu : dnnl.dnnl_eltwise_tanh,
                    layouts.direction(),
                    layouts.source().pointer(),
                    layouts.state().pointer(),
                    layouts.weights().pointer(),
                    layouts.stateWeights().pointer(),
                    layouts.bias().pointer(),
                    layouts.destination().pointer(),
                    PrimitiveCompiler.orNone(layouts.lastState()),
                    dnnl.dnnl_rnn_flags_undef,
                    0,
                    0,
                    attributes));
  }

  /**
   * {@return a layer of long short-term memory}
   *
   * @param layouts the operands
   */
  default Primitive lstm(Layouts layouts) {
    return compiler()
        .compile(
            "lstm",
            "dnnl_lstm_forward_primitive_desc_create",
            layouts.described(),
            (pd, engine, attributes) ->
                dnnl.dnnl_lstm_forward_primitive_desc_create(
                    pd,
                    engine,
                    PrimitiveCompiler.INFERENCE,
                    layouts.direction(),
                    layouts.source().pointer(),
                    layouts.state().pointer(),
                    PrimitiveCompiler.orNone(layouts.cell()),
                    layouts.weights().pointer(),
                    layouts.stateWeights().pointer(),
                    PrimitiveCompiler.orNone(null),
                    PrimitiveCompiler.orNone(layouts.projection()),
                    layouts.bias().pointer(),
                    layouts.destination().pointer(),
                    PrimitiveCompiler.orNone(layouts.lastState()),
                    PrimitiveCompiler.orNone(layouts.lastCell()),
                    dnnl.dnnl_rnn_flags_undef,
                    attributes));
  }

  /**
   * {@return a layer of gated recurrent units whose reset gate acts on the product with the state}
   *
   * @param layouts the operands
   */
  default Primitive lbrGru(Layouts layouts) {
    return compiler()
        .compile(
            "gru",
            "dnnl_lbr_gru_forward_primitive_desc_create",
            layouts.described(),
            (pd, engine, attributes) ->
                dnnl.dnnl_lbr_gru_forward_primitive_desc_create(
                    pd,
                    engine,
                    PrimitiveCompiler.INFERENCE,
                    layouts.direction(),
                    layouts.source().pointer(),
                    layouts.state().pointer(),
                    layouts.weights().pointer(),
                    layouts.stateWeights().pointer(),
                    layouts.bias().pointer(),
                    layouts.destination().pointer(),
                    PrimitiveCompiler.orNone(layouts.lastState()),
                    dnnl.dnnl_rnn_flags_undef,
                    attributes));
  }
}
