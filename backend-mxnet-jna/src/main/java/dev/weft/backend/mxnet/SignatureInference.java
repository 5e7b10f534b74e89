package dev.weft.backend.mxnet;

import dev.weft.BackendException;
import dev.weft.DataType;
import dev.weft.ModelFormatException;
import dev.weft.ModelSignature;
import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.TensorSpec;
import dev.weft.backend.mxnet.handle.Symbol;
import dev.weft.format.ArgumentRoles;
import dev.weft.format.ParameterArray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be said of a graph's inputs and outputs before a call: types and the dimensions that
 * parameters decide.
 */
final class SignatureInference {
  private final ModelSource source;
  private final Symbol symbol;
  private final ArgumentRoles roles;
  private final Map<String, ParameterArray> parameters;
  private final InputHints hints;

  SignatureInference(
      ModelSource source,
      InputHints hints,
      Symbol symbol,
      ArgumentRoles roles,
      Map<String, ParameterArray> parameters) {
    this.source = source;
    this.symbol = symbol;
    this.roles = roles;
    this.parameters = parameters;
    this.hints = hints;
  }

  /**
   * Returns the signature.
   *
   * @param inputs the names of the inputs, in the order of the graph's arguments
   */
  ModelSignature signature(List<String> inputs) {
    Map<String, Integer> arguments = places(symbol.arguments());
    List<String> outputs = symbol.outputs();
    Symbol.Types types = types(arguments, inputs);
    Symbol.Shapes shapes = shapes(inputs);
    List<TensorSpec> inputSpecs = new ArrayList<>();
    for (String input : inputs) {
      int argument = arguments.getOrDefault(input, -1);
      Shape shape = hints.refine(input, at(shapes.arguments(), argument));
      inputSpecs.add(
          new TensorSpec(
              input,
              requireDeclared(input, type(types.arguments(), argument).orElse(DataType.FLOAT32)),
              shape,
              roles.isOptional(input)));
    }
    List<TensorSpec> outputSpecs = new ArrayList<>();
    for (int i = 0; i < outputs.size(); i++) {
      outputSpecs.add(
          new TensorSpec(
              outputs.get(i),
              type(types.outputs(), i).orElse(DataType.FLOAT32),
              at(shapes.outputs(), i),
              false));
    }
    return new ModelSignature(inputSpecs, outputSpecs);
  }

  /** libmxnet lets the type of a parameter overrule that of an input, and says nothing. */
  private DataType requireDeclared(String input, DataType inferred) {
    DataType declared = source.declaredInputs().getOrDefault(input, inferred);
    if (declared != inferred) {
      throw new ModelFormatException(
          source.symbol().name(),
          "input '"
              + input
              + "' was declared "
              + declared
              + ", but the graph reads it together with parameters as "
              + inferred);
    }
    return declared;
  }

  /** Returns the first place of each name. */
  static Map<String, Integer> places(List<String> names) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      places.putIfAbsent(names.get(i), i);
    }
    return places;
  }

  /** Asks first with the types of the parameters alone, then with FLOAT32 for what stayed open. */
  private Symbol.Types types(Map<String, Integer> arguments, List<String> inputs) {
    Map<String, DataType> known = new LinkedHashMap<>();
    parameters.forEach((name, array) -> known.put(name, array.dataType()));
    known.putAll(source.declaredInputs());
    try {
      Symbol.Types first = firstTypes(known);
      for (String input : inputs) {
        int argument = arguments.getOrDefault(input, -1);
        if (type(first.arguments(), argument).isEmpty()) {
          known.put(input, DataType.FLOAT32);
        }
      }
      return symbol.inferTypes(known);
    } catch (BackendException e) {
      throw doesNotFit(e);
    }
  }

  /**
   * Some operators insist on the type of their input, even where inference may be partial; nothing
   * is known then.
   */
  private Symbol.Types firstTypes(Map<String, DataType> known) {
    try {
      return symbol.inferTypes(known);
    } catch (BackendException e) {
      return new Symbol.Types(List.of(), List.of());
    }
  }

  /** Infers what follows from the parameters and from the known dimensions of the inputs. */
  private Symbol.Shapes shapes(List<String> inputs) {
    Map<String, long[]> known = new LinkedHashMap<>();
    parameters.forEach((name, array) -> known.put(name, array.shape().dimensions()));
    return ShapeProbe.of(symbol, known, inputs, hints).refine(partialShapes(known));
  }

  /**
   * Some operators fail on an unknown rank, even where inference may be partial; nothing is known
   * then.
   */
  private Symbol.Shapes partialShapes(Map<String, long[]> known) {
    try {
      return symbol.inferShapes(known, true);
    } catch (BackendException e) {
      return new Symbol.Shapes(List.of(), List.of());
    }
  }

  private ModelFormatException doesNotFit(BackendException e) {
    return new ModelFormatException(
        source.parameters().name(),
        "the parameters do not fit the graph " + source.symbol().name() + ": " + e.nativeText(),
        e);
  }

  private static Shape at(List<Shape> shapes, int index) {
    return index >= 0 && index < shapes.size() ? shapes.get(index) : Shape.ofUnknownRank();
  }

  private static Optional<DataType> type(List<Optional<DataType>> types, int index) {
    return index >= 0 && index < types.size() ? types.get(index) : Optional.empty();
  }
}
