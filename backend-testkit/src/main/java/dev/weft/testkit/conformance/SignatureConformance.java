package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.DataType;
import dev.weft.ModelSignature;
import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.TensorSpec;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is known of inputs and outputs before a call, and how calls give and get them. */
public abstract class SignatureConformance extends BackendConformance {

  private static final double TOLERANCE = 1e-5;

  private static final Map<String, String> MATCHING = Map.of("threshold", "0.5");
  private static final Map<String, String> LSTM =
      Map.of("mode", "lstm", "state_size", "3", "num_layers", "1", "state_outputs", "True");

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected SignatureConformance(ConformanceSubject subject) {
    super(subject);
  }

  @Test
  void shapesFollowFromTheParameters() {
    try (ThreadSafePredictor predictor = open(SmallModels.tinyResNet())) {
      ModelSignature signature = predictor.signature();
      TensorSpec input = signature.inputs().get(0);
      assertEquals(List.of("data"), signature.inputs().stream().map(TensorSpec::name).toList());
      assertEquals(DataType.FLOAT32, input.dataType());
      assertFalse(input.optional());
      assertTrue(input.shape().accepts(Shape.of(5, 3, 40, 48)), input::toString);
      assertFalse(input.shape().accepts(Shape.of(5, 4, 40, 48)), input::toString);
      TensorSpec output = signature.outputs().get(0);
      assertEquals(DataType.FLOAT32, output.dataType());
      assertTrue(output.shape().accepts(Shape.of(7, 10)), output::toString);
      assertFalse(output.shape().accepts(Shape.of(7, 11)), output::toString);
      assertEquals(
          Shape.of(7, 10), predictor.predict(Inputs.normal(1, 7, 3, 40, 48)).get(0).shape());
    }
  }

  @Test
  void labelsMayBeLeftOut() {
    Tensor image = Inputs.normal(1, 2, 1, 28, 28);
    Tensor label = Tensor.of(new float[] {3, 4}, 2);
    try (ThreadSafePredictor predictor = open(SmallModels.leNet())) {
      ModelSignature signature = predictor.signature();
      assertEquals(
          List.of("data", "softmax_label"),
          signature.inputs().stream().map(TensorSpec::name).toList());
      assertEquals(
          List.of("data"), signature.requiredInputs().stream().map(TensorSpec::name).toList());
      List<Tensor> right = predictor.predict(image);
      Answers.same(right, predictor.predict(image, label));
      Answers.same(right, predictor.predict(Map.of("data", image)));
      Answers.same(right, predictor.predict(Map.of("softmax_label", label, "data", image)));
      Answers.same(right, predictor.predict(image));
      Failures.misuse(
          () -> predictor.predict(Map.of("softmax_label", label)), "missing input", "data");
    }
  }

  @Test
  void inputsAreNamedOrInOrder() {
    Tensor left = Tensor.of(new float[] {1, 2}, 1, 2);
    Tensor right = Tensor.of(new float[] {30, 40}, 1, 2);
    float[] expected = {131, 242};
    try (ThreadSafePredictor predictor = open(SmallModels.twoInputs())) {
      assertArrayEquals(expected, predictor.predict(left, right).get(0).toFloatArray());
      assertArrayEquals(
          expected, predictor.predict(Map.of("right", right, "left", left)).get(0).toFloatArray());
      assertArrayEquals(
          expected,
          predictor
              .predictAsync(Map.of("right", right, "left", left))
              .join()
              .get(0)
              .toFloatArray());
      Failures.misuse(
          () -> predictor.predict(Map.of("left", left, "rigth", right)), "rigth", "right");
      Failures.misuse(() -> predictor.predict(Map.of("left", left)), "right");
      Failures.misuse(() -> predictor.predict(left, right, right), "3 inputs");
    }
  }

  @Test
  void inputsHaveTheOrderInWhichOutputsReadThem() {
    SymbolWriter symbol = new SymbolWriter();
    // The file names them the other way round.
    Output subtrahend = symbol.variable("subtrahend");
    Output minuend = symbol.variable("minuend");
    Output difference =
        symbol.node("broadcast_sub", "difference", Map.of(), List.of(minuend, subtrahend));
    ModelSource source = SmallModels.of(symbol.toJson(List.of(difference)), List.of());
    try (ThreadSafePredictor predictor = open(source)) {
      assertEquals(
          List.of("minuend", "subtrahend"),
          predictor.signature().inputs().stream().map(TensorSpec::name).toList());
      Tensor seven = Tensor.of(new float[] {7}, 1, 1);
      Tensor two = Tensor.of(new float[] {2}, 1, 1);
      assertArrayEquals(new float[] {5}, predictor.predict(seven, two).get(0).toFloatArray());
    }
  }

  @Test
  void everyOutputIsGiven() {
    SymbolWriter symbol = new SymbolWriter();
    Output split =
        symbol.node(
            "SliceChannel",
            "split",
            Map.of("num_outputs", "3", "axis", "1"),
            List.of(symbol.variable("data")),
            3);
    Output sum =
        symbol.node(
            "broadcast_add", "sum", Map.of(), List.of(split.at(1), symbol.variable("shift")));
    ModelSource source =
        SmallModels.of(
            symbol.toJson(List.of(split.at(2), sum, split)),
            List.of(NamedArray.floats("shift", List.of(1, 1), 100)));
    try (ThreadSafePredictor predictor = open(source)) {
      assertEquals(3, predictor.signature().outputs().size());
      List<Tensor> answer = predictor.predict(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
      assertArrayEquals(new float[] {3, 6}, answer.get(0).toFloatArray());
      assertArrayEquals(new float[] {102, 105}, answer.get(1).toFloatArray());
      assertArrayEquals(new float[] {1, 4}, answer.get(2).toFloatArray());
      assertEquals(Shape.of(2, 1), answer.get(1).shape());
    }
  }

  @Test
  void outputsHaveTheNamesThatMxnetGivesThem() {
    assertAll(
        Stream.of(
            named("relu", Map.of(), 1, "output"),
            named("make_loss", Map.of(), 1, "loss"),
            named("Concat", Map.of("num_args", "2"), 2, "output"),
            named("_npi_concatenate", Map.of("num_args", "2"), 2, "out"),
            named("SliceChannel", Map.of("num_outputs", "2"), 1, "output0", "output1"),
            named("SliceChannel", Map.of("num_outputs", "1"), 1, "output0"),
            named("topk", Map.of(), 1, "output"),
            named("topk", Map.of("ret_typ", "mask"), 1, "output"),
            named("topk", Map.of("ret_typ", "value"), 1, "output0"),
            named("topk", Map.of("ret_typ", "both"), 1, "output0", "output1"),
            named("sort", Map.of(), 1, "output0"),
            named("argsort", Map.of(), 1, "output"),
            named("_contrib_box_nms", Map.of(), 1, "output0"),
            named("_contrib_bipartite_matching", MATCHING, 1, "output0", "output1"),
            named("_linalg_det", Map.of(), 1, "output0"),
            named("_linalg_slogdet", Map.of(), 1, "output0", "output1"),
            named("moments", Map.of("axes", "(0,)"), 1, "output0", "output1"),
            named("amp_multicast", Map.of("num_outputs", "2"), 2, "output0", "output1"),
            named("BatchNorm", Map.of("output_mean_var", "True"), 5, "output", "mean", "var"),
            named("LayerNorm", Map.of(), 3, "output"),
            named("LayerNorm", Map.of("output_mean_var", "True"), 3, "output", "mean", "std"),
            named("GroupNorm", Map.of("output_mean_var", "True"), 3, "output", "mean", "std"),
            named("InstanceNorm", Map.of(), 3, "output"),
            named("L2Normalization", Map.of(), 1, "output"),
            named("RNN", LSTM, 4, "output", "state_output", "statecell_output"),
            named("_contrib_Proposal", Map.of("output_score", "True"), 3, "output", "score"),
            named("Dropout", Map.of(), 1, "output")));
  }

  /**
   * Returns a check of the names of an operator's outputs, every input of which is one of calls.
   */
  private Executable named(
      String operator, Map<String, String> attributes, int inputs, String... expected) {
    return () -> {
      SymbolWriter symbol = new SymbolWriter();
      List<Output> read = new ArrayList<>();
      for (int i = 0; i < inputs; i++) {
        boolean state = operator.equals("BatchNorm") && i > 2;
        read.add(state ? symbol.auxiliary("in" + i) : symbol.variable("in" + i));
      }
      Output first = symbol.node(operator, "node", attributes, read, expected.length);
      List<Output> heads = new ArrayList<>();
      for (int i = 0; i < expected.length; i++) {
        heads.add(first.at(i));
      }
      ModelSource source = SmallModels.of(symbol.toJson(heads), states(operator));
      for (int i = 0; i < inputs - states(operator).size(); i++) {
        source = source.declaringInput("in" + i, DataType.FLOAT32);
      }
      try (ThreadSafePredictor predictor = open(source)) {
        assertEquals(
            Stream.of(expected).map(name -> "node_" + name).toList(),
            predictor.signature().outputs().stream().map(TensorSpec::name).toList(),
            operator);
      }
    };
  }

  private static List<NamedArray> states(String operator) {
    return operator.equals("BatchNorm")
        ? List.of(
            NamedArray.floats("in3", List.of(2), 0, 0).asAuxiliary(),
            NamedArray.floats("in4", List.of(2), 1, 1).asAuxiliary())
        : List.of();
  }

  @Test
  void declaredTypeOfAnInputHolds() {
    SymbolWriter symbol = new SymbolWriter();
    Output rows =
        symbol.node(
            "Embedding",
            "embedding",
            Map.of("input_dim", "3", "output_dim", "2"),
            List.of(symbol.variable("words"), symbol.variable("table")));
    ModelSource source =
        SmallModels.of(
            symbol.toJson(List.of(rows)),
            List.of(NamedArray.floats("table", List.of(3, 2), 1, 2, 3, 4, 5, 6)));
    float[] expected = {5, 6, 1, 2};
    try (ThreadSafePredictor predictor = open(source)) {
      assertEquals(DataType.FLOAT32, predictor.signature().inputs().get(0).dataType());
      assertArrayEquals(
          expected, predictor.predict(Tensor.of(new float[] {2, 0}, 1, 2)).get(0).toFloatArray());
    }
    for (DataType type : List.of(DataType.INT32, DataType.INT64)) {
      try (ThreadSafePredictor predictor = open(source.declaringInput("words", type))) {
        assertEquals(type, predictor.signature().inputs().get(0).dataType());
        Tensor words =
            type == DataType.INT32
                ? Tensor.of(new int[] {2, 0}, 1, 2)
                : Tensor.of(new long[] {2, 0}, 1, 2);
        assertArrayEquals(expected, predictor.predict(words).get(0).toFloatArray());
        Failures.misuse(
            () -> predictor.predict(Tensor.of(new float[] {2, 0}, 1, 2)), "words", type.toString());
      }
    }
  }

  @Test
  void typeThatAnInputWasSavedWithHolds() {
    SymbolWriter symbol = new SymbolWriter();
    Output bytes = symbol.variable("bytes", Map.of("__dtype__", "3"));
    Output whole = symbol.variable("whole", Map.of("__dtype__", "4"));
    Output doubled = symbol.node("elemwise_add", "doubled", Map.of(), List.of(whole, whole));
    Output cast = symbol.node("Cast", "cast", Map.of("dtype", "float32"), List.of(bytes));
    ModelSource source = SmallModels.of(symbol.toJson(List.of(cast, doubled)), List.of());
    source = source.declaringInput("bytes", DataType.INT8);
    try (ThreadSafePredictor predictor = open(source)) {
      Map<String, DataType> types = new HashMap<>();
      predictor.signature().inputs().forEach(input -> types.put(input.name(), input.dataType()));
      assertEquals(Map.of("bytes", DataType.INT8, "whole", DataType.INT32), types);
      assertEquals(DataType.INT32, predictor.signature().outputs().get(1).dataType());
      Tensor signed = Tensor.of(DataType.INT8, ByteBuffer.wrap(new byte[] {-3, 4}), 2);
      List<Tensor> outputs =
          predictor.predict(Map.of("bytes", signed, "whole", Tensor.of(new int[] {1 << 29, 5}, 2)));
      assertArrayEquals(new float[] {-3, 4}, outputs.get(0).toFloatArray());
      assertArrayEquals(new double[] {1 << 30, 10}, outputs.get(1).toDoubleArray());
    }
  }

  /** An LSTM whose states a call may leave out; they are then zero. */
  @Test
  void initialStatesMayBeLeftOut() {
    SymbolWriter symbol = new SymbolWriter();
    Output steps =
        symbol.node(
            "RNN",
            "lstm",
            Map.of("mode", "lstm", "state_size", "2", "num_layers", "1", "state_outputs", "False"),
            List.of(
                symbol.variable("data"),
                symbol.variable("lstm_parameters"),
                symbol.variable("lstm_begin_state_0"),
                symbol.variable("lstm_begin_state_1")));
    float[] parameters = Inputs.normal(3, 0.5, 48).toFloatArray();
    ModelSource source =
        SmallModels.of(
            symbol.toJson(List.of(steps)),
            List.of(NamedArray.floats("lstm_parameters", List.of(48), parameters)));
    Tensor data = Inputs.normal(4, 5, 1, 2);
    Tensor hidden = Inputs.normal(5, 1, 1, 2);
    Tensor cell = Inputs.normal(6, 1, 1, 2);
    Tensor zero = Tensor.zeros(DataType.FLOAT32, Shape.of(1, 1, 2));
    try (ThreadSafePredictor predictor = open(source)) {
      assertEquals(
          List.of("data"),
          predictor.signature().requiredInputs().stream().map(TensorSpec::name).toList());
      assertArrayEquals(
          lstm(parameters, data, hidden, cell),
          predictor.predict(data, hidden, cell).get(0).toDoubleArray(),
          TOLERANCE);
      double[] fromZero = lstm(parameters, data, zero, zero);
      assertArrayEquals(fromZero, predictor.predict(data).get(0).toDoubleArray(), TOLERANCE);
      assertArrayEquals(
          lstm(parameters, data, zero, cell),
          predictor
              .predict(Map.of("data", data, "lstm_begin_state_1", cell))
              .get(0)
              .toDoubleArray(),
          TOLERANCE);
      assertArrayEquals(
          fromZero, predictor.predict(data, zero, zero).get(0).toDoubleArray(), TOLERANCE);
      assertArrayEquals(fromZero, predictor.predict(data).get(0).toDoubleArray(), TOLERANCE);
    }
  }

  /** Cells unrolled by Python begin with zeros of a batch that is not known until the call. */
  @Test
  void zerosTakeTheirBatchFromTheCall() {
    SymbolWriter symbol = new SymbolWriter();
    Output begin = symbol.node("_zeros", "begin_state_0", Map.of("shape", "(0, 2)"), List.of());
    Output fromState = dense(symbol, "h2h", begin);
    Output fromData = dense(symbol, "i2h", symbol.variable("data"));
    Output sum = symbol.node("elemwise_add", "sum", Map.of(), List.of(fromData, fromState));
    List<NamedArray> arrays =
        Stream.of("h2h", "i2h")
            .flatMap(
                name ->
                    Stream.of(
                        NamedArray.floats(name + "_weight", List.of(2, 2), 1, 2, 3, 4),
                        NamedArray.floats(name + "_bias", List.of(2), 10, 20)))
            .toList();
    try (ThreadSafePredictor predictor =
        open(SmallModels.of(symbol.toJson(List.of(sum)), arrays))) {
      for (int batch = 1; batch < 4; batch++) {
        List<Float> expected = new ArrayList<>();
        float[] data = new float[2 * batch];
        for (int row = 0; row < batch; row++) {
          data[2 * row] = row;
          data[2 * row + 1] = 1;
          expected.addAll(List.of(row + 22f, 3f * row + 44));
        }
        float[] answer = predictor.predict(Tensor.of(data, batch, 2)).get(0).toFloatArray();
        for (int i = 0; i < answer.length; i++) {
          assertEquals(expected.get(i), answer[i]);
        }
      }
    }
  }

  private static Output dense(SymbolWriter symbol, String name, Output in) {
    return symbol.node(
        "FullyConnected",
        name,
        Map.of("num_hidden", "2"),
        List.of(in, symbol.variable(name + "_weight"), symbol.variable(name + "_bias")));
  }

  /** One layer of two units, in the gate order of MXNet: input, forget, cell, output. */
  private static double[] lstm(float[] parameters, Tensor data, Tensor hidden, Tensor cell) {
    double[] x = data.toDoubleArray();
    double[] h = hidden.toDoubleArray();
    double[] c = cell.toDoubleArray();
    double[] steps = new double[x.length];
    for (int step = 0; step < x.length / 2; step++) {
      double[] gates = new double[8];
      for (int gate = 0; gate < 8; gate++) {
        gates[gate] = parameters[32 + gate] + parameters[40 + gate];
        for (int i = 0; i < 2; i++) {
          gates[gate] += parameters[2 * gate + i] * x[2 * step + i];
          gates[gate] += parameters[16 + 2 * gate + i] * h[i];
        }
      }
      for (int unit = 0; unit < 2; unit++) {
        c[unit] =
            sigmoid(gates[2 + unit]) * c[unit] + sigmoid(gates[unit]) * Math.tanh(gates[4 + unit]);
        h[unit] = sigmoid(gates[6 + unit]) * Math.tanh(c[unit]);
      }
      steps[2 * step] = h[0];
      steps[2 * step + 1] = h[1];
    }
    return steps;
  }

  private static double sigmoid(double value) {
    return 1 / (1 + Math.exp(-value));
  }
}
