package dev.weft.graph.read;

import dev.weft.graph.op.Concat;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Recurrent;
import dev.weft.graph.op.SequenceLast;
import dev.weft.graph.op.SequenceMask;
import dev.weft.graph.op.SequenceReverse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Recurrent layers, and operators on sequences of different lengths. */
final class SequenceOperators {
  private static final Map<String, Recurrent.Cell> CELLS =
      Map.of(
          "rnn_relu", Recurrent.Cell.RELU,
          "rnn_tanh", Recurrent.Cell.TANH,
          "lstm", Recurrent.Cell.LSTM,
          "gru", Recurrent.Cell.GRU);

  private SequenceOperators() {}

  static void addTo(OperatorTable table) {
    table.add(
        List.of("RNN", "_npx_rnn"),
        new OperatorTable.Entry(
            SequenceOperators::recurrentArguments, 0, SequenceOperators::recurrent));
    table.addVariadic(
        List.of("_rnn_param_concat", "_npi_rnn_param_concat"),
        attributes -> new Concat(attributes.smallInteger("dim", 1)));
    addSequence(
        table,
        List.of("SequenceMask", "_npx_sequence_mask"),
        attributes ->
            new SequenceMask(
                attributes.smallInteger("axis", 0),
                hasLengths(attributes),
                attributes.real("value", 0)));
    addSequence(
        table,
        List.of("SequenceLast"),
        attributes -> new SequenceLast(attributes.smallInteger("axis", 0), hasLengths(attributes)));
    addSequence(
        table,
        List.of("SequenceReverse"),
        attributes -> new SequenceReverse(hasLengths(attributes)));
  }

  private static void addSequence(
      OperatorTable table, List<String> names, Function<Attributes, Op> factory) {
    table.add(
        names,
        new OperatorTable.Entry(
            attributes ->
                hasLengths(attributes) ? List.of("data", "sequence_length") : List.of("data"),
            0,
            factory));
  }

  private static boolean hasLengths(Attributes attributes) {
    return attributes.flag("use_sequence_length", false);
  }

  private static List<String> recurrentArguments(Attributes attributes) {
    List<String> arguments = new ArrayList<>(List.of("data", "parameters", "state"));
    if (attributes.text("mode").orElse("").equals("lstm")) {
      arguments.add("state_cell");
    }
    if (hasLengths(attributes)) {
      arguments.add("sequence_length");
    }
    return arguments;
  }

  private static Op recurrent(Attributes attributes) {
    attributes.required("mode");
    if (hasLengths(attributes)) {
      throw attributes.unexpected("use_sequence_length", "True", "False: only GPUs have it");
    }
    if (attributes.text("lstm_state_clip_min").isPresent()
        || attributes.text("lstm_state_clip_max").isPresent()) {
      throw new IllegalArgumentException(
          "lstm_state_clip_min and lstm_state_clip_max are set, expected neither: only GPUs clip");
    }
    attributes.required("state_size");
    attributes.required("num_layers");
    return new Recurrent(
        attributes.choice("mode", "", CELLS),
        attributes.smallInteger("state_size", 0),
        attributes.smallInteger("projection_size", 0),
        attributes.smallInteger("num_layers", 0),
        attributes.flag("bidirectional", false),
        attributes.flag("state_outputs", false));
  }
}
