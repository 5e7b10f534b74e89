package dev.weft.backend.mxnet;

import dev.weft.Shape;
import dev.weft.backend.mxnet.handle.Symbol;
import dev.weft.format.NodeOutput;
import dev.weft.format.SymbolFile;
import dev.weft.format.SymbolNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The values that flow between the nodes of a graph, by name; thread-safe. */
final class GraphValues implements AutoCloseable {
  private final Symbol internals;
  private final List<String> names;

  GraphValues(Symbol symbol) {
    this.internals = symbol.internals();
    this.names = internals.outputs();
  }

  /** Returns the name of a value; empty for one that libmxnet names after more than its node. */
  static Optional<String> name(SymbolFile graph, NodeOutput value) {
    SymbolNode node = graph.nodes().get(value.node());
    return value.index() != 0
        ? Optional.empty()
        : Optional.of(node.isVariable() ? node.name() : node.name() + "_output");
  }

  /**
   * Returns the shapes that follow for each value; where a name stands for several values, an
   * unknown one.
   *
   * @param known shapes of parameters and inputs by name
   */
  Map<String, Shape> shapes(Map<String, long[]> known) {
    List<Shape> inferred = internals.inferShapes(known, true).outputs();
    Map<String, Shape> shapes = new HashMap<>();
    for (int i = 0; i < Math.min(names.size(), inferred.size()); i++) {
      shapes.merge(names.get(i), inferred.get(i), (one, other) -> Shape.ofUnknownRank());
    }
    return shapes;
  }

  @Override
  public void close() {
    internals.close();
  }
}
