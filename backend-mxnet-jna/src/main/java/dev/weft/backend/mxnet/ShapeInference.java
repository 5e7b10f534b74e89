package dev.weft.backend.mxnet;

import dev.weft.ModelSignature;
import dev.weft.Shape;
import dev.weft.TensorSpec;
import dev.weft.backend.mxnet.handle.Symbol;
import dev.weft.format.NodeOutput;
import dev.weft.nativesupport.predict.RecentlyUsed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The shapes of a call's inputs and outputs, asked of libmxnet once for each combination of given
 * shapes; thread-safe. The least recently used combinations are forgotten.
 */
final class ShapeInference {
  private static final int REMEMBERED = 256;

  /**
   * The shapes of one call; all known.
   *
   * @param inputs one for each input of the signature, left-out ones too
   * @param outputs one for each output of the signature
   */
  record CallShapes(List<Shape> inputs, List<Shape> outputs) {}

  private final Symbol symbol;
  private final ModelSignature signature;
  private final GraphValues values;
  private final ShapeCheck shapeCheck;
  private final Function<String, Optional<NodeOutput>> labelValues;
  private final Map<String, Integer> arguments;
  private final Map<String, long[]> parameterShapes;
  private final RecentlyUsed<List<Optional<Shape>>, CallShapes> remembered =
      new RecentlyUsed<>(REMEMBERED);

  /**
   * Makes the inference of a graph.
   *
   * @param shapeCheck the check of shapes that libmxnet does not check
   * @param labelValues for an input, the value that a loss operator takes as its label, if the
   *     input is rearranged on the way
   */
  ShapeInference(
      Symbol symbol,
      GraphValues values,
      ShapeCheck shapeCheck,
      Function<String, Optional<NodeOutput>> labelValues,
      ModelSignature signature,
      List<String> arguments,
      Map<String, long[]> parameterShapes) {
    this.symbol = symbol;
    this.values = values;
    this.shapeCheck = shapeCheck;
    this.labelValues = labelValues;
    this.signature = signature;
    this.arguments = SignatureInference.places(arguments);
    this.parameterShapes = parameterShapes;
  }

  /**
   * Returns the shapes of a call.
   *
   * @param given one place for each input of the signature, empty where it was left out
   * @throws dev.weft.BackendException if libmxnet finds that the shapes do not fit the graph
   * @throws IllegalArgumentException if the shape of a left-out input does not follow from the
   *     others
   */
  CallShapes of(List<Optional<Shape>> given) {
    Optional<CallShapes> known = remembered.get(given);
    if (known.isPresent()) {
      return known.get();
    }
    CallShapes inferred = NativeThreads.call(() -> infer(given));
    remembered.put(given, inferred);
    return inferred;
  }

  private CallShapes infer(List<Optional<Shape>> given) {
    List<TensorSpec> specs = signature.inputs();
    Map<String, long[]> known = new LinkedHashMap<>(parameterShapes);
    for (int i = 0; i < specs.size(); i++) {
      String name = specs.get(i).name();
      given.get(i).ifPresent(shape -> known.put(name, shape.dimensions()));
    }
    fillInLabels(known);
    Symbol.Shapes shapes = symbol.inferShapes(known, false);
    shapeCheck.require(known);
    List<Shape> inputs = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      int argument = Objects.requireNonNull(arguments.get(specs.get(i).name()));
      Shape shape = given.get(i).orElseGet(() -> argumentShape(shapes, argument));
      if (!shape.isKnown()) {
        throw new IllegalArgumentException(
            "input '"
                + specs.get(i).name()
                + "' was left out, but its shape does not follow from the other"
                + " inputs; give it");
      }
      inputs.add(shape);
    }
    requireKnownOutputs(shapes.outputs(), given);
    return new CallShapes(List.copyOf(inputs), List.copyOf(shapes.outputs()));
  }

  /**
   * Gives a left-out label that is rearranged on its way the shape that it must have in the end.
   */
  private void fillInLabels(Map<String, long[]> known) {
    for (TensorSpec spec : signature.inputs()) {
      Optional<NodeOutput> value =
          known.containsKey(spec.name()) ? Optional.empty() : labelValues.apply(spec.name());
      value
          .map(label -> values.shapes(known).of(label))
          .filter(Shape::isKnown)
          .ifPresent(shape -> known.put(spec.name(), shape.dimensions()));
    }
  }

  private static Shape argumentShape(Symbol.Shapes shapes, int argument) {
    return argument < shapes.arguments().size()
        ? shapes.arguments().get(argument)
        : Shape.ofUnknownRank();
  }

  private void requireKnownOutputs(List<Shape> outputs, List<Optional<Shape>> given) {
    boolean complete =
        outputs.size() == signature.outputs().size() && outputs.stream().allMatch(Shape::isKnown);
    if (!complete) {
      String inputs =
          given.stream()
              .map(shape -> shape.map(Shape::toString).orElse("left out"))
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          "the shapes of the outputs do not follow from inputs of the shapes "
              + inputs
              + "; a thread-safe operator needs them before it runs");
    }
  }
}
