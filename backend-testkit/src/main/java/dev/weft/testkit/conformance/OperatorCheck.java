package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import dev.weft.testkit.operators.ValueGenerator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One operator as a model, computed by the backend under test and by the reference, whose answers
 * are right. A copy stands behind each output, so that the operator's outputs are not those of the
 * model.
 *
 * @param tests the tests that it belongs to
 * @param operator its name
 * @param attributes its attributes
 * @param inputs its inputs, before its parameters
 * @param parameters its parameters
 * @param outputs the number of its outputs
 */
record OperatorCheck(
    OperatorChecks tests,
    String operator,
    Map<String, String> attributes,
    List<Tensor> inputs,
    List<NamedArray> parameters,
    int outputs) {

  OperatorCheck with(NamedArray... arrays) {
    return new OperatorCheck(tests, operator, attributes, inputs, List.of(arrays), outputs);
  }

  OperatorCheck withOutputs(int count) {
    return new OperatorCheck(tests, operator, attributes, inputs, parameters, count);
  }

  /** Compares all outputs for single-precision inputs of these shapes. */
  void check(double tolerance, Shape... shapes) {
    check(tolerance, DataType.FLOAT32, shapes);
  }

  /** Compares all outputs for inputs of these shapes, with reproducible random elements. */
  void check(double tolerance, DataType type, Shape... shapes) {
    ValueGenerator values = new ValueGenerator();
    List<Tensor> drawn = new ArrayList<>();
    for (Shape shape : shapes) {
      drawn.add(
          type == DataType.FLOAT32
              ? values.uniform(-1, 1, shape.dimensions())
              : values.whole(type, 0, 99, shape.dimensions()));
    }
    new OperatorCheck(tests, operator, attributes, drawn, parameters, outputs).agrees(tolerance);
  }

  /**
   * Compares all outputs, with a tolerance that is relative to the greatest element; 0 stands for
   * the same bits.
   */
  void agrees(double usual) {
    double tolerance = usual == 0 ? 0 : Math.max(usual, tests.leastTolerance());
    List<Tensor> expected = rightAnswers();
    List<Tensor> actual = answers();
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

  /** Returns what a call gives; a model must have an input, though the operator may read none. */
  private Map<String, Tensor> call() {
    Map<String, Tensor> call = new LinkedHashMap<>();
    for (Tensor input : inputs) {
      call.put("input" + call.size(), input);
    }
    return call.isEmpty() ? Map.of("bystander", Tensor.of(new float[1], 1)) : call;
  }

  private ModelSource source(Map<String, Tensor> call) {
    SymbolWriter symbol = new SymbolWriter();
    List<Output> variables = new ArrayList<>();
    call.keySet().forEach(name -> variables.add(symbol.variable(name)));
    List<Output> arguments = new ArrayList<>(inputs.isEmpty() ? List.of() : variables);
    parameters.forEach(array -> arguments.add(symbol.variable(array.name())));
    Output first = symbol.node(operator, "node", attributes, arguments, outputs);
    List<Output> results = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      results.add(first.at(i));
    }
    if (inputs.isEmpty()) {
      results.addAll(variables);
    }
    List<Output> heads = new ArrayList<>();
    for (Output result : results) {
      heads.add(symbol.node("_copy", "copy" + heads.size(), Map.of(), List.of(result)));
    }
    ModelSource source =
        ModelSource.mxnet(
            symbol.toJson(heads).getBytes(StandardCharsets.UTF_8),
            ParamsWriter.defaults().toBytes(parameters));
    for (Map.Entry<String, Tensor> input : call.entrySet()) {
      source = source.declaringInput(input.getKey(), input.getValue().dataType());
    }
    return source;
  }

  private List<Tensor> answers() {
    PredictorOptions options = tests.options().toBuilder().concurrency(1).build();
    Map<String, Tensor> call = call();
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source(call), options)) {
      return predictor.predict(call);
    } catch (RuntimeException e) {
      throw new AssertionError("the backend does not compute " + this, e);
    }
  }

  private List<Tensor> rightAnswers() {
    Map<String, Tensor> call = call();
    Optional<List<Tensor>> right;
    try {
      right = tests.reference().answer(source(call), call);
    } catch (RuntimeException e) {
      throw new AssertionError("the reference does not compute " + this, e);
    }
    assumeTrue(right.isPresent(), "there is no reference to hold answers against");
    return right.orElseThrow();
  }

  @Override
  public String toString() {
    return operator
        + attributes
        + inputs.stream().map(input -> input.dataType() + " " + input.shape()).toList();
  }
}
