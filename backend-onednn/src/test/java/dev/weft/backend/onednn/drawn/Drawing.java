package dev.weft.backend.onednn.drawn;

import static java.util.stream.Collectors.joining;

import dev.weft.DataType;
import dev.weft.ModelFormatException;
import dev.weft.Shape;
import dev.weft.backend.onednn.drawn.DrawnModel.Kind;
import dev.weft.backend.onednn.drawn.DrawnModel.Step;
import dev.weft.backend.onednn.drawn.DrawnModel.Value;
import dev.weft.graph.Graph;
import dev.weft.graph.GraphInput;
import dev.weft.graph.GraphOutput;
import dev.weft.graph.ShapeInference;
import dev.weft.graph.ValueType;
import dev.weft.graph.read.ModelReader;
import dev.weft.testkit.operators.Choices;
import dev.weft.testkit.operators.Fill;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** A model that is being drawn at random, step by step. Not thread-safe. */
final class Drawing extends Choices {
  private static final long MOST_ELEMENTS = 12_000;
  private static final int MOST_DIMENSIONS = 6;

  private final List<Step> steps = new ArrayList<>();
  private final List<Value> values = new ArrayList<>();

  Drawing(long seed) {
    super(seed);
  }

  Shape shape(Value value) {
    return steps.get(value.step()).shapes().get(value.output());
  }

  long size(Value value, int axis) {
    return shape(value).dimension(axis);
  }

  int rank(Value value) {
    return shape(value).rank();
  }

  /** Returns a value that fits, more often one of the last. */
  Optional<Value> find(Predicate<Shape> fits) {
    List<Value> fitting = values.stream().filter(value -> fits.test(shape(value))).toList();
    if (fitting.isEmpty()) {
      return Optional.empty();
    }
    int count = fitting.size();
    return Optional.of(
        oneIn(3) ? of(fitting) : fitting.get(count - between(1, Math.min(3, count))));
  }

  /** Returns a value of the same shape: the same one, another one, or a constant. */
  Value like(Value value) {
    if (oneIn(12)) {
      return variable(Kind.PARAMETER, Fill.normal(0.5), shape(value).dimensions());
    }
    return find(shape -> shape.equals(shape(value))).orElse(value);
  }

  Value variable(Kind kind, Fill fill, long... shape) {
    steps.add(Step.variable(kind, "v" + steps.size(), fill, shape));
    return new Value(steps.size() - 1, 0);
  }

  /** Adds a parameter, or returns one that others read; every now and then calls give it. */
  Value parameter(Fill fill, long... shape) {
    if (oneIn(6)) {
      for (int i = 0; i < steps.size(); i++) {
        Step step = steps.get(i);
        boolean same = step.shapes().get(0).equals(Shape.of(shape));
        if (step.kind() == Kind.PARAMETER && same && step.fill().name().equals(fill.name())) {
          return new Value(i, 0);
        }
      }
    }
    return variable(oneIn(15) ? Kind.INPUT : Kind.PARAMETER, fill, shape);
  }

  /** Adds a constant that later steps may read. */
  void constant(Fill fill, long... shape) {
    values.add(variable(Kind.PARAMETER, fill, shape));
  }

  /** Adds an operator of one output that no other step reads. */
  Optional<Value> inner(String operator, Map<String, ?> attributes, Value... operands) {
    Optional<Value> made = add(operator, attributes, operands);
    made.ifPresent(values::remove);
    return made;
  }

  /** Adds an input that later steps may read. */
  Value input(Fill fill, long... shape) {
    Value value = variable(Kind.INPUT, fill, shape);
    values.add(value);
    return value;
  }

  /** Adds an operator of one output, if it fits. */
  Optional<Value> add(String operator, Map<String, ?> attributes, Value... operands) {
    return add(operator, attributes, 1, List.of(operands)).stream().findFirst();
  }

  /** Adds an operator, if it fits; returns its outputs. */
  List<Value> add(String operator, Map<String, ?> attributes, int outputs, List<Value> operands) {
    Map<String, String> texts = new LinkedHashMap<>();
    attributes.forEach((key, value) -> texts.put(key, text(value)));
    List<Shape> unknown = Collections.nCopies(outputs, Shape.ofUnknownRank());
    String name = "n" + steps.size();
    Step step = new Step(Kind.OPERATOR, name, operator, texts, operands, unknown, Fill.constant(0));
    List<Shape> shapes = inferred(step);
    for (Shape shape : shapes) {
      if (shape.rank() > MOST_DIMENSIONS
          || shape.elementCount() > MOST_ELEMENTS
          || shape.elementCount() == 0) {
        return List.of();
      }
    }
    if (shapes.isEmpty()) {
      return List.of();
    }
    steps.add(new Step(Kind.OPERATOR, name, operator, texts, operands, shapes, step.fill()));
    List<Value> made = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      made.add(new Value(steps.size() - 1, i));
    }
    values.addAll(made);
    return made;
  }

  private List<Shape> inferred(Step step) {
    DrawnModel alone = alone(step);
    try {
      Graph graph = ModelReader.readSymbol(alone.source());
      Map<Integer, ValueType> known = new HashMap<>();
      Map<String, Shape> given = new HashMap<>();
      alone.steps().forEach(each -> given.put(each.name(), each.shapes().get(0)));
      for (GraphInput input : graph.inputs()) {
        known.put(input.value(), new ValueType(DataType.FLOAT32, given.get(input.name())));
      }
      List<ValueType> types = ShapeInference.infer(graph, known);
      return graph.outputs().stream()
          .map(GraphOutput::value)
          .map(value -> types.get(value).shape())
          .toList();
    } catch (ModelFormatException | IllegalArgumentException e) {
      return List.of();
    }
  }

  /** Returns a model of one operator, with variables of the shapes that it reads. */
  private DrawnModel alone(Step step) {
    List<Step> all = new ArrayList<>();
    List<Value> operands = new ArrayList<>();
    for (Value operand : step.operands()) {
      Step maker = steps.get(operand.step());
      Kind kind = maker.kind() == Kind.OPERATOR ? Kind.INPUT : maker.kind();
      operands.add(new Value(all.size(), 0));
      all.add(Step.variable(kind, "v" + all.size(), maker.fill(), shape(operand).dimensions()));
    }
    all.add(step.reading(operands));
    List<Value> heads = new ArrayList<>();
    for (int i = 0; i < step.shapes().size(); i++) {
      heads.add(new Value(all.size() - 1, i));
    }
    return new DrawnModel(all, heads);
  }

  /** Returns how many values there are for steps to read. */
  int count() {
    return values.size();
  }

  /** Returns the model: all that nothing reads comes out, and chance adds more. */
  DrawnModel finish() {
    List<Value> sinks = new ArrayList<>(values);
    steps.forEach(step -> sinks.removeAll(step.operands()));
    List<Value> heads = new ArrayList<>(sinks);
    while (heads.size() > 6) {
      heads.remove(between(0, heads.size() - 1));
    }
    for (int more = between(0, 3); more > 0; more--) {
      heads.add(between(0, heads.size()), of(values));
    }
    if (heads.isEmpty()) {
      heads.add(of(values));
    }
    return new DrawnModel(List.copyOf(steps), heads).pruned();
  }

  private static String text(Object value) {
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False";
    }
    return value instanceof long[] tuple ? tuple(tuple) : value.toString();
  }

  /** Returns for example {@code (3, 3)}, or {@code (3,)}. */
  static String tuple(long... values) {
    String joined = LongStream.of(values).mapToObj(Long::toString).collect(joining(", "));
    return values.length == 1 ? "(" + joined + ",)" : "(" + joined + ")";
  }
}
