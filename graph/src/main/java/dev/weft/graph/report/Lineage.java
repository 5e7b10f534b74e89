package dev.weft.graph.report;

import dev.weft.graph.Graph;
import dev.weft.graph.Node;
import dev.weft.graph.pass.GraphPass;
import dev.weft.inspect.Fate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * Remembers the nodes after each pass, and finds out from them what became of the nodes of the
 * source. For one run of passes; may be read by many threads after it.
 *
 * <p>A node is told by the first value that it makes: passes leave values alone, and a node in
 * which others were merged makes what the last of them made.
 */
public final class Lineage {
  private record Stage(GraphPass.Effect effect, List<Node> nodes) {}

  private final Graph source;
  private final List<Stage> stages = new ArrayList<>();

  /**
   * Begins a lineage.
   *
   * @param source the graph before the first pass
   */
  public Lineage(Graph source) {
    this.source = source;
  }

  /**
   * Takes down what a pass has made.
   *
   * @param pass the pass
   * @param graph the graph after it
   */
  public void passed(GraphPass pass, Graph graph) {
    stages.add(new Stage(pass.effect(), graph.nodes()));
  }

  /** {@return what became of each node of the source, in its order} */
  public List<Fate> fates() {
    List<Place> places = new ArrayList<>();
    for (Node node : source.nodes()) {
      places.add(new Place(Fate.Kind.KEPT, idOf(node)));
    }
    List<Node> nodes = source.nodes();
    for (Stage stage : stages) {
      Map<Integer, Place> moves = new PassTrail(nodes, stage.nodes(), stage.effect()).moves();
      places.replaceAll(
          place ->
              place.isGone()
                  ? place
                  : place.moved(Objects.requireNonNull(moves.get(place.node()), "node")));
      nodes = stage.nodes();
    }
    Map<Integer, Integer> positions = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      positions.put(idOf(nodes.get(i)), i);
    }
    return places.stream().map(place -> fate(place, positions)).toList();
  }

  private static Fate fate(Place place, Map<Integer, Integer> positions) {
    Integer position = place.isGone() ? null : positions.get(place.node());
    return new Fate(
        place.kind(), position == null ? OptionalInt.empty() : OptionalInt.of(position));
  }

  static int idOf(Node node) {
    return node.outputs().get(0);
  }
}
