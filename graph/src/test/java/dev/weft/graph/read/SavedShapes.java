package dev.weft.graph.read;

import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.format.SymbolFile;
import dev.weft.format.SymbolNode;
import dev.weft.graph.Graph;
import dev.weft.graph.GraphInput;
import dev.weft.graph.ValueType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The shapes that the variables of a symbol were saved with. */
final class SavedShapes {
  static final String ATTRIBUTE = "__shape__";

  private final Map<String, Shape> shapes = new HashMap<>();

  SavedShapes(byte[] symbol) {
    for (SymbolNode node :
        SymbolFile.read(ModelSource.mxnet(symbol, new byte[0]).symbol()).variables()) {
      shape(node).ifPresent(shape -> shapes.putIfAbsent(node.name(), shape));
    }
  }

  /** Returns types of those inputs that were saved with a shape, by their values. */
  Map<Integer, ValueType> ofInputs(Graph graph) {
    Map<Integer, ValueType> types = new HashMap<>();
    for (GraphInput input : graph.inputs()) {
      Shape shape = shapes.get(input.name());
      if (shape != null) {
        types.put(input.value(), input.type().withShape(shape));
      }
    }
    return types;
  }

  private static Optional<Shape> shape(SymbolNode node) {
    try {
      return new Attributes(node, 1)
          .integers(ATTRIBUTE)
          .map(List::stream)
          .map(sizes -> Shape.of(sizes.mapToLong(Long::longValue).toArray()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
