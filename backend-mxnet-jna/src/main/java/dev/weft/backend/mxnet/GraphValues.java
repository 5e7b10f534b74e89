package dev.weft.backend.mxnet;

import dev.weft.ModelFormatException;
import dev.weft.Shape;
import dev.weft.backend.mxnet.handle.Symbol;
import dev.weft.format.NodeOutput;
import dev.weft.format.SymbolFile;
import dev.weft.format.SymbolNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The values that flow between the nodes of a graph, and their shapes; thread-safe.
 *
 * <p>Names do not tell them apart: nodes may share a name, or have none. Values are matched by
 * their places in the list that libmxnet makes of them: the outputs of all nodes, depth first, and
 * before a node the auxiliary states that its file leaves out.
 */
final class GraphValues implements AutoCloseable {
  private static final int UNREACHED = -1;

  private final Symbol internals;
  private final int[] places;

  /**
   * Makes the values of a graph.
   *
   * @param file the name of the file, for messages
   * @param graph the graph
   * @param symbol the same graph in libmxnet
   * @param arities how many outputs its nodes have
   */
  GraphValues(String file, SymbolFile graph, Symbol symbol, Arities arities) {
    this.places = new int[graph.nodes().size()];
    Arrays.fill(places, UNREACHED);
    int next = 0;
    for (SymbolNode node : graph.depthFirst()) {
      next += arities.addedStates(node);
      places[node.id()] = next;
      next += arities.outputs(node);
    }
    this.internals = symbol.internals();
    int listed = internals.outputCount();
    if (listed != next) {
      internals.close();
      throw new ModelFormatException(
          file, "libmxnet finds " + listed + " values in the graph, expected " + next);
    }
  }

  /**
   * Returns the shapes that follow for each value.
   *
   * @param known shapes of parameters and inputs by name
   */
  Shapes shapes(Map<String, long[]> known) {
    return new Shapes(places, internals.inferShapes(known, true).outputs());
  }

  @Override
  public void close() {
    internals.close();
  }

  /** Shapes of values. */
  static final class Shapes {
    private final int[] places;
    private final List<Shape> shapes;

    private Shapes(int[] places, List<Shape> shapes) {
      this.places = places;
      this.shapes = shapes;
    }

    /** Returns the shape of a value; of unknown rank if it does not follow. */
    Shape of(NodeOutput value) {
      int first = places[value.node()];
      int place = first + value.index();
      return first == UNREACHED || place >= shapes.size()
          ? Shape.ofUnknownRank()
          : shapes.get(place);
    }
  }
}
