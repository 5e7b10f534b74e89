package dev.weft.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One operator as a model, computed by this backend and by libmxnet, whose answers are right.
 *
 * @param operator its name
 * @param attributes its attributes
 * @param inputs its inputs, before its parameters
 * @param parameters its parameters
 * @param outputs the number of its outputs
 */
record OperatorOracle(
    String operator,
    Map<String, String> attributes,
    List<Tensor> inputs,
    List<NamedArray> parameters,
    int outputs) {

  static OperatorOracle of(String operator, Map<String, String> attributes, Tensor... inputs) {
    return new OperatorOracle(operator, attributes, List.of(inputs), List.of(), 1);
  }

  OperatorOracle with(NamedArray... arrays) {
    return new OperatorOracle(operator, attributes, inputs, List.of(arrays), outputs);
  }

  OperatorOracle withOutputs(int count) {
    return new OperatorOracle(operator, attributes, inputs, parameters, count);
  }

  /** Compares all outputs, with a tolerance that is relative to the greatest element. */
  void agrees(double tolerance) {
    ModelSource source = source();
    List<Tensor> expected = answers("mxnet", source);
    List<Tensor> actual = answers("onednn", source);
    assertEquals(expected.size(), actual.size(), this::toString);
    for (int i = 0; i < expected.size(); i++) {
      agree(expected.get(i), actual.get(i), tolerance);
    }
  }

  private void agree(Tensor expected, Tensor actual, double tolerance) {
    assertEquals(expected.shape(), actual.shape(), this::toString);
    assertEquals(expected.dataType(), actual.dataType(), this::toString);
    double[] right = expected.toDoubleArray();
    double[] own = actual.toDoubleArray();
    double greatest = 0;
    for (double value : right) {
      greatest = Double.isFinite(value) ? Math.max(greatest, Math.abs(value)) : greatest;
    }
    for (int i = 0; i < right.length; i++) {
      int index = i;
      if (Double.isFinite(right[i])) {
        assertEquals(right[i], own[i], tolerance * greatest + 1e-30, () -> this + " at " + index);
      } else {
        assertEquals(right[i], own[i], () -> this + " at " + index);
      }
    }
  }

  private ModelSource source() {
    SymbolWriter symbol = new SymbolWriter();
    List<Output> arguments = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      arguments.add(symbol.variable("input" + i));
    }
    parameters.forEach(array -> arguments.add(symbol.variable(array.name())));
    Output first = symbol.node(operator, "node", attributes, arguments, outputs);
    List<Output> heads = IntStream.range(0, outputs).mapToObj(first::at).toList();
    ModelSource source =
        ModelSource.mxnet(
            symbol.toJson(heads).getBytes(StandardCharsets.UTF_8),
            ParamsWriter.defaults().toBytes(parameters));
    for (int i = 0; i < inputs.size(); i++) {
      source = source.declaringInput("input" + i, inputs.get(i).dataType());
    }
    return source;
  }

  private List<Tensor> answers(String backend, ModelSource source) {
    PredictorOptions options = PredictorOptions.builder().backend(backend).concurrency(1).build();
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source, options)) {
      return predictor.predict(inputs.toArray(Tensor[]::new));
    } catch (RuntimeException e) {
      throw new AssertionError(backend + " does not compute " + this, e);
    }
  }

  @Override
  public String toString() {
    return operator
        + attributes
        + inputs.stream().map(input -> input.dataType() + " " + input.shape()).toList();
  }
}
