package dev.weft.backend.onednn.drawn;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import dev.weft.testkit.operators.Fill;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A model as a list of steps, each of which is a variable or an operator. Immutable.
 *
 * @param steps the steps; each reads only what is before it
 * @param heads the outputs
 */
record DrawnModel(List<Step> steps, List<Value> heads) {

  /** What a step is. */
  enum Kind {
    /** A variable that every call gives. */
    INPUT,
    /** A variable in the parameter file. */
    PARAMETER,
    /** An auxiliary state in the parameter file. */
    STATE,
    /** A node that computes. */
    OPERATOR
  }

  /**
   * One output of a step.
   *
   * @param step the step's place
   * @param output which of its outputs
   */
  record Value(int step, int output) {}

  /**
   * A step.
   *
   * @param kind what it is
   * @param name the name, which seeds a variable's elements
   * @param operator the operator, empty for a variable
   * @param attributes the operator's attributes
   * @param operands what the operator reads
   * @param shapes the shapes of its outputs
   * @param fill what a variable holds
   */
  record Step(
      Kind kind,
      String name,
      String operator,
      Map<String, String> attributes,
      List<Value> operands,
      List<Shape> shapes,
      Fill fill) {

    /** Returns a variable. */
    static Step variable(Kind kind, String name, Fill fill, long... shape) {
      return new Step(kind, name, "", Map.of(), List.of(), List.of(Shape.of(shape)), fill);
    }

    /** The same step with other operands. */
    Step reading(List<Value> others) {
      return new Step(kind, name, operator, attributes, others, shapes, fill);
    }

    float[] elements(int call) {
      Random random = new Random(name.hashCode() + 1000L * call);
      int[] dimensions =
          Arrays.stream(shapes.get(0).dimensions()).mapToInt(Math::toIntExact).toArray();
      double[] drawn = fill.generator().draw(random, dimensions);
      float[] elements = new float[drawn.length];
      for (int i = 0; i < elements.length; i++) {
        elements[i] = (float) drawn[i];
      }
      return elements;
    }
  }

  /** Returns the shape of a value. */
  Shape shape(Value value) {
    return steps.get(value.step()).shapes().get(value.output());
  }

  /** Returns the model without the steps that no head depends on. */
  DrawnModel pruned() {
    BitSet needed = new BitSet();
    heads.forEach(head -> needed.set(head.step()));
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (needed.get(i)) {
        steps.get(i).operands().forEach(operand -> needed.set(operand.step()));
      }
    }
    int[] places = new int[steps.size()];
    List<Step> kept = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      if (needed.get(i)) {
        places[i] = kept.size();
        kept.add(steps.get(i).reading(moved(steps.get(i).operands(), places)));
      }
    }
    return new DrawnModel(kept, moved(heads, places));
  }

  private static List<Value> moved(List<Value> values, int[] places) {
    return values.stream().map(v -> new Value(places[v.step()], v.output())).toList();
  }

  /** Returns the model's files, in memory. */
  ModelSource source() {
    SymbolWriter graph = new SymbolWriter();
    List<Output> made = new ArrayList<>();
    List<NamedArray> arrays = new ArrayList<>();
    for (Step step : steps) {
      made.add(add(graph, step, made));
      if (step.kind() == Kind.PARAMETER || step.kind() == Kind.STATE) {
        List<Integer> shape = dimensions(step.shapes().get(0));
        NamedArray array = NamedArray.floats(step.name(), shape, step.elements(0));
        arrays.add(step.kind() == Kind.STATE ? array.asAuxiliary() : array);
      }
    }
    List<Output> outputs =
        heads.stream().map(head -> made.get(head.step()).at(head.output())).toList();
    ModelSource source =
        ModelSource.mxnet(
            graph.toJson(outputs).getBytes(StandardCharsets.UTF_8),
            ParamsWriter.defaults().toBytes(arrays));
    for (String input : inputs(0).keySet()) {
      source = source.declaringInput(input, DataType.FLOAT32);
    }
    return source;
  }

  private static Output add(SymbolWriter graph, Step step, List<Output> made) {
    return switch (step.kind()) {
      case INPUT, PARAMETER -> graph.variable(step.name());
      case STATE -> graph.auxiliary(step.name());
      case OPERATOR ->
          graph.node(
              step.operator(),
              step.name(),
              step.attributes(),
              step.operands().stream()
                  .map(
                      v -> v.output() == 0 ? made.get(v.step()) : made.get(v.step()).at(v.output()))
                  .toList(),
              step.shapes().size());
    };
  }

  private static List<Integer> dimensions(Shape shape) {
    return Arrays.stream(shape.dimensions()).mapToObj(Math::toIntExact).toList();
  }

  /**
   * Returns the inputs of a call.
   *
   * @param call which of several calls
   */
  Map<String, Tensor> inputs(int call) {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Step step : steps) {
      if (step.kind() == Kind.INPUT) {
        inputs.put(step.name(), Tensor.of(step.elements(call), step.shapes().get(0).dimensions()));
      }
    }
    return inputs;
  }

  /** Returns a line for each step, and one for the heads. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      text.append(i)
          .append(": ")
          .append(step.kind() == Kind.OPERATOR ? step.operator() : step.kind());
      if (step.kind() == Kind.OPERATOR) {
        text.append(new TreeMap<>(step.attributes()))
            .append(step.operands().stream().map(DrawnModel::name).toList());
      } else {
        text.append(' ').append(step.fill());
      }
      text.append(" -> ").append(step.shapes()).append('\n');
    }
    return text.append("heads ").append(heads.stream().map(DrawnModel::name).toList()).toString();
  }

  private static String name(Value value) {
    return value.step() + (value.output() == 0 ? "" : "." + value.output());
  }
}
