package dev.weft.backend.onednn;

import dev.weft.DataType;
import dev.weft.Tensor;
import dev.weft.testkit.files.NamedArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Recurrent layers and operators on sequences give what libmxnet gives. */
@ExtendWith(LeakCheck.class)
class SequenceOperatorsIT {
  private static final double CLOSE = 1e-5;
  private static final double EXACT = 0;

  private final ValueGenerator values = new ValueGenerator();

  @Test
  void cellsOfEveryKind() {
    for (String mode : List.of("rnn_relu", "rnn_tanh", "lstm", "gru")) {
      layers(mode, 5, 3, 7, 6, 1, 1, 0);
      layers(mode, 1, 1, 4, 9, 1, 1, 0);
      layers(mode, 40, 2, 16, 16, 1, 1, 0);
    }
  }

  @Test
  void severalLayersInBothDirections() {
    for (String mode : List.of("rnn_relu", "rnn_tanh", "lstm", "gru")) {
      for (int layers = 1; layers <= 4; layers++) {
        layers(mode, 4, 2, 5, 3, layers, 1, 0);
        layers(mode, 4, 2, 5, 3, layers, 2, 0);
      }
      layers(mode, 37, 3, 5, 8, 2, 2, 0);
    }
  }

  @Test
  void projectedStates() {
    layers("lstm", 5, 3, 7, 6, 1, 1, 4);
    layers("lstm", 5, 3, 7, 6, 2, 1, 6);
  }

  /** Weights are a tenth of normal, so that long sequences stay tame. */
  private void layers(
      String mode, int steps, int batch, int width, int hidden, int layers, int directions, int p) {
    int gates = Map.of("lstm", 4, "gru", 3).getOrDefault(mode, 1);
    int output = p > 0 ? p : hidden;
    int count = 0;
    for (int layer = 0; layer < layers; layer++) {
      int own = layer == 0 ? width : directions * output;
      count += directions * (gates * hidden * (own + output + 2) + p * hidden);
    }
    List<NamedArray> parameters = new ArrayList<>();
    parameters.add(parameter("parameters", count));
    parameters.add(parameter("state", layers * directions, batch, output));
    if (mode.equals("lstm")) {
      parameters.add(parameter("state_cell", layers * directions, batch, hidden));
    }
    Map<String, String> attributes = new HashMap<>();
    attributes.put("mode", mode);
    attributes.put("state_size", Integer.toString(hidden));
    attributes.put("num_layers", Integer.toString(layers));
    attributes.put("bidirectional", directions == 2 ? "True" : "False");
    attributes.put("state_outputs", "True");
    if (p > 0) {
      attributes.put("projection_size", Integer.toString(p));
    }
    NamedArray[] arrays = parameters.toArray(NamedArray[]::new);
    Tensor data = values.normal(steps, batch, width);
    OperatorOracle.of("RNN", attributes, data)
        .with(arrays)
        .withOutputs(mode.equals("lstm") ? 3 : 2)
        .agrees(CLOSE);
    if (p == 0) {
      attributes.remove("state_outputs");
      OperatorOracle.of("RNN", attributes, data).with(arrays).agrees(CLOSE);
    }
  }

  private NamedArray parameter(String name, Integer... shape) {
    long[] dimensions = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      dimensions[i] = shape[i];
    }
    return NamedArray.floats(
        name, List.of(shape), values.uniform(-0.4, 0.4, dimensions).toFloatArray());
  }

  @Test
  void sequencesAreMaskedCutAndTurned() {
    for (String axis : List.of("0", "1")) {
      Tensor data = values.normal(4, 3, 2);
      long batch = axis.equals("0") ? 3 : 4;
      Tensor lengths = values.whole(DataType.FLOAT32, 1, 3, batch);
      Map<String, String> ragged = Map.of("use_sequence_length", "True", "axis", axis);
      agree("SequenceLast", ragged, data, lengths);
      agree("SequenceLast", Map.of("axis", axis), data);
      agree("SequenceLast", ragged, values.normal(4, 3), lengths);
      agree("SequenceLast", ragged, values.normal(4, 3, 2, 2), lengths);
      Map<String, String> masked = new HashMap<>(ragged);
      agree("SequenceMask", masked, data, lengths);
      agree("SequenceMask", Map.of("axis", axis), data);
      masked.put("value", "-3.5");
      agree("SequenceMask", masked, values.normal(4, 3, 2, 2), lengths);
      agree("SequenceMask", masked, values.normal(4, 3), values.whole(DataType.INT32, 0, 3, batch));
      agree(
          "SequenceMask",
          masked,
          values.whole(DataType.INT32, -9, 9, 4, 3, 2),
          values.whole(DataType.INT64, 0, 3, batch));
    }
    Map<String, String> ragged = Map.of("use_sequence_length", "True");
    agree("SequenceReverse", Map.of(), values.normal(4, 3, 2));
    agree("SequenceReverse", ragged, values.normal(4, 3), values.whole(DataType.INT32, 1, 4, 3));
    agree(
        "SequenceReverse",
        ragged,
        values.normal(5, 3, 2, 2),
        values.whole(DataType.FLOAT32, 1, 5, 3));
  }

  private static void agree(String operator, Map<String, String> attributes, Tensor... inputs) {
    OperatorOracle.of(operator, attributes, inputs).agrees(EXACT);
  }
}
