package dev.weft.graph.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.ModelFormatException;
import dev.weft.ModelSource;
import dev.weft.fuzz.ReaderContract;
import dev.weft.graph.Graph;
import dev.weft.graph.GraphVerifier;
import dev.weft.graph.ShapeInference;
import dev.weft.graph.ValueType;
import dev.weft.graph.op.Dimensions;
import dev.weft.graph.pass.Passes;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Whatever the bytes of a symbol are, its graph is refused, or read, inferred and rewritten. Inputs
 * are of the shapes that variables were saved with, and parameters of the shapes that follow.
 */
final class GraphContract {
  private static final ReaderContract CONTRACT =
      new ReaderContract(
          Pattern.compile("(symbol|parameters) in memory: .*|given shapes: node '.*"),
          1 << 20,
          16 << 10);

  private GraphContract() {}

  /** Fails unless the contract is kept. */
  static void check(byte[] symbol) {
    CONTRACT
        .read(symbol.length, () -> ModelReader.readSymbol(ModelSource.mxnet(symbol, new byte[0])))
        .ifPresent(graph -> readGraph(graph, symbol));
  }

  private static void readGraph(Graph graph, byte[] bytes) {
    GraphVerifier.verify(graph, "reading");
    Map<Integer, ValueType> given = new SavedShapes(bytes).ofInputs(graph);
    CONTRACT
        .read(bytes.length, () -> infer(graph, given))
        .ifPresent(
            types -> {
              rewrite(graph, given, types, bytes.length);
              byte[] parameters = GeneratedParameters.of(graph, types);
              ModelSource source = ModelSource.mxnet(bytes, parameters);
              int length = bytes.length + parameters.length;
              CONTRACT
                  .read(length, () -> ModelReader.read(source, "fuzz", op -> true))
                  .ifPresent(model -> rewrite(model, length));
            });
  }

  private static void rewrite(ModelGraph model, int length) {
    try (model) {
      List<ValueType> types = ShapeInference.infer(model.graph(), Map.of());
      rewrite(model.graph(), Map.of(), types, length);
    }
  }

  /** Fails unless the passes leave the outputs, and shapes that do not contradict those before. */
  private static void rewrite(
      Graph graph, Map<Integer, ValueType> given, List<ValueType> types, int length) {
    CONTRACT
        .read(length, () -> Passes.run(graph, Passes.standard()))
        .ifPresent(
            passed -> {
              List<ValueType> after = ShapeInference.infer(passed, given);
              assertEquals(graph.outputs().size(), passed.outputs().size());
              for (int i = 0; i < graph.outputs().size(); i++) {
                ValueType one = types.get(graph.outputs().get(i).value());
                ValueType other = after.get(passed.outputs().get(i).value());
                assertEquals(one.dataType(), other.dataType(), graph::toString);
                Dimensions.merge(one.shape(), other.shape());
              }
            });
  }

  /** Infers; shapes that do not fit are refused as a file is, for the contract to look at. */
  private static List<ValueType> infer(Graph graph, Map<Integer, ValueType> given) {
    try {
      return ShapeInference.infer(graph, given);
    } catch (IllegalArgumentException e) {
      throw new ModelFormatException("given shapes", String.valueOf(e.getMessage()), e);
    }
  }
}
