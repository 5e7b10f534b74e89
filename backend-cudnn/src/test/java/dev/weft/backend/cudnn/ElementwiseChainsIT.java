package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Chains of more steps than a kernel takes, and values of which a part never changes. */
@ExtendWith({OnDevice.class, LeakCheck.class})
public class ElementwiseChainsIT {
  private static final int SUMMANDS = 20;
  private static final int ELEMENTS = 12;

  @Test
  void sumsOfManyInputs() {
    SymbolWriter symbol = new SymbolWriter();
    Output sum = symbol.variable("x0");
    for (int i = 1; i < SUMMANDS; i++) {
      Output next = symbol.variable("x" + i);
      sum = symbol.node("elemwise_add", "sum" + i, Map.of(), List.of(sum, next));
    }
    ModelSource source = source(symbol, sum, List.of());
    agree(source, inputs(1));
  }

  @Test
  void manyNumbers() {
    SymbolWriter symbol = new SymbolWriter();
    Output value = symbol.variable("x0");
    for (int i = 1; i < SUMMANDS; i++) {
      Map<String, String> number = Map.of("scalar", String.valueOf(0.5 + 0.03 * i));
      String operator = i % 2 == 0 ? "_plus_scalar" : "_mul_scalar";
      value = symbol.node(operator, "step" + i, number, List.of(value));
    }
    agree(source(symbol, value, List.of()), Map.of("x0", tensor(1, 0)));
  }

  @Test
  void addedToWhatNeverChanges() {
    SymbolWriter symbol = new SymbolWriter();
    Output fixed = symbol.variable("fixed");
    Output weight = symbol.variable("weight");
    Map<String, String> dense = Map.of("num_hidden", "4", "no_bias", "True");
    Output product = symbol.node("FullyConnected", "dense", dense, List.of(fixed, weight));
    Output sum =
        symbol.node("elemwise_add", "sum", Map.of(), List.of(product, symbol.variable("x0")));
    NamedArray array = NamedArray.floats("fixed", List.of(3, 4), tensor(7, 0).toFloatArray());
    NamedArray weights =
        NamedArray.floats("weight", List.of(4, 4), Arrays.copyOf(tensor(5, 0).toFloatArray(), 16));
    ModelSource source = source(symbol, sum, List.of(array, weights));
    agree(source, Map.of("x0", tensor(1, 0)), Map.of("x0", tensor(2, 0)));
  }

  @Test
  void joinedWithWhatNeverChanges() {
    SymbolWriter symbol = new SymbolWriter();
    Output data = symbol.node("tanh", "tanh", Map.of(), List.of(symbol.variable("x0")));
    Output fixed = symbol.variable("fixed");
    Map<String, String> join = Map.of("dim", "1", "num_args", "2");
    Output joined = symbol.node("Concat", "join", join, List.of(data, fixed));
    Output result = symbol.node("square", "square", Map.of(), List.of(joined));
    NamedArray array = NamedArray.floats("fixed", List.of(3, 4), tensor(7, 0).toFloatArray());
    ModelSource source = source(symbol, result, List.of(array));
    agree(source, Map.of("x0", tensor(1, 0)), Map.of("x0", tensor(2, 0)));
  }

  /** The square of 1 + 2⁻¹² is rounded down to 1 + 2⁻¹¹ before that is taken from it. */
  @Test
  void productsAreRoundedBeforeTheyAreSummed() {
    SymbolWriter symbol = new SymbolWriter();
    Output x = symbol.variable("x0");
    Output square = symbol.node("elemwise_mul", "product", Map.of(), List.of(x, x));
    Output rest =
        symbol.node("elemwise_sub", "rest", Map.of(), List.of(square, symbol.variable("x1")));
    Output result = symbol.node("ceil", "whole", Map.of(), List.of(rest));
    Map<String, Tensor> inputs =
        Map.of(
            "x0", Tensor.of(new float[] {1 + 0x1p-12f}, 1, 1),
            "x1", Tensor.of(new float[] {1 + 0x1p-11f}, 1, 1));
    agree(source(symbol, result, List.of()), inputs);
  }

  @SafeVarargs
  private static void agree(ModelSource source, Map<String, Tensor>... calls) {
    PredictorOptions right = PredictorOptions.builder().backend("onednn").build();
    try (ThreadSafePredictor expected = ThreadSafePredictor.open(source, right);
        ThreadSafePredictor actual = ThreadSafePredictor.open(source, Subject.options())) {
      for (Map<String, Tensor> call : calls) {
        assertArrayEquals(
            expected.predict(call).get(0).toFloatArray(),
            actual.predict(call).get(0).toFloatArray(),
            1e-5f);
      }
    }
  }

  private static Map<String, Tensor> inputs(int seed) {
    Map<String, Tensor> inputs = new HashMap<>();
    for (int i = 0; i < SUMMANDS; i++) {
      inputs.put("x" + i, tensor(seed, i));
    }
    return inputs;
  }

  private static Tensor tensor(int seed, int index) {
    float[] elements = new float[ELEMENTS];
    for (int i = 0; i < ELEMENTS; i++) {
      elements[i] = (float) Math.sin(seed + 3 * index + 0.7 * i);
    }
    return Tensor.of(elements, 3, 4);
  }

  private static ModelSource source(SymbolWriter symbol, Output output, List<NamedArray> arrays) {
    String json = symbol.toJson(List.of(output));
    ModelSource source =
        ModelSource.mxnet(
            json.getBytes(StandardCharsets.UTF_8), ParamsWriter.defaults().toBytes(arrays));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < SUMMANDS; i++) {
      if (json.contains("\"x" + i + "\"")) {
        names.add("x" + i);
      }
    }
    for (String name : names) {
      source = source.declaringInput(name, DataType.FLOAT32);
    }
    return source;
  }
}
