package dev.weft.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model of one operator whose inputs are those of the model, computed by this backend and by the
 * oracle.
 *
 * @param operator the operator's name in MXNet
 * @param attributes its attributes
 */
record SingleOperator(String operator, Map<String, String> attributes) {
  /** An input of a model whose operator reads none, because a model must have one. */
  private static final String BYSTANDER = "bystander";

  /** Returns an operator with attributes given as names and values in turn. */
  static SingleOperator of(String operator, String... attributes) {
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < attributes.length; i += 2) {
      named.put(attributes[i], attributes[i + 1]);
    }
    return new SingleOperator(operator, named);
  }

  /** Requires the oracle's output for inputs of single-precision numbers. */
  void check(double tolerance, Shape... shapes) {
    check(tolerance, DataType.FLOAT32, shapes);
  }

  /** Requires the oracle's output for inputs of these shapes. */
  void check(double tolerance, DataType type, Shape... shapes) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (int i = 0; i < shapes.length; i++) {
      inputs.put("in" + i, values(type, shapes[i], i));
    }
    if (shapes.length == 0) {
      inputs.put(BYSTANDER, values(type, Shape.of(1), 0));
    }
    List<Tensor> expected = predict("mxnet", inputs);
    List<Tensor> actual = predict("onednn", inputs);
    assertEquals(expected.size(), actual.size(), this + " outputs");
    for (int i = 0; i < expected.size(); i++) {
      Tensor wanted = expected.get(i);
      String subject = this + " of " + List.of(shapes) + ", output " + i;
      assertEquals(wanted.dataType(), actual.get(i).dataType(), subject);
      assertEquals(wanted.shape(), actual.get(i).shape(), subject);
      double[] numbers = wanted.toDoubleArray();
      double scale = 0;
      for (double number : numbers) {
        scale = Math.max(scale, Math.abs(number));
      }
      if (tolerance == 0) {
        assertArrayEquals(numbers, actual.get(i).toDoubleArray(), subject);
      } else {
        assertArrayEquals(numbers, actual.get(i).toDoubleArray(), tolerance * scale, subject);
      }
    }
  }

  private List<Tensor> predict(String backend, Map<String, Tensor> inputs) {
    PredictorOptions options = PredictorOptions.builder().backend(backend).concurrency(1).build();
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source(inputs), options)) {
      return predictor.predict(inputs);
    }
  }

  /** The operator is not the last node, so that outputs are those of another. */
  private ModelSource source(Map<String, Tensor> inputs) {
    SymbolWriter symbol = new SymbolWriter();
    List<Output> variables = new ArrayList<>();
    inputs.keySet().forEach(name -> variables.add(symbol.variable(name)));
    boolean reads = !inputs.containsKey(BYSTANDER);
    Output whole = symbol.node(operator, "op", attributes, reads ? variables : List.of());
    List<Output> outputs = new ArrayList<>();
    outputs.add(symbol.node("_copy", "copy", Map.of(), List.of(whole)));
    if (!reads) {
      outputs.add(symbol.node("_copy", "other", Map.of(), variables));
    }
    byte[] json = symbol.toJson(outputs).getBytes(StandardCharsets.UTF_8);
    ModelSource source = ModelSource.mxnet(json, ParamsWriter.defaults().toBytes(List.of()));
    for (Map.Entry<String, Tensor> input : inputs.entrySet()) {
      source = source.declaringInput(input.getKey(), input.getValue().dataType());
    }
    return source;
  }

  private static Tensor values(DataType type, Shape shape, int seed) {
    int count = Math.toIntExact(shape.elementCount());
    java.util.Random random = new java.util.Random(seed + 7L);
    float[] floats = new float[count];
    int[] ints = new int[count];
    long[] longs = new long[count];
    for (int i = 0; i < count; i++) {
      floats[i] = random.nextFloat() * 2 - 1;
      ints[i] = random.nextInt(100);
      longs[i] = ints[i];
    }
    return switch (type) {
      case INT32 -> Tensor.of(ints, shape.dimensions());
      case INT64 -> Tensor.of(longs, shape.dimensions());
      default -> Tensor.of(floats, shape.dimensions());
    };
  }
}
