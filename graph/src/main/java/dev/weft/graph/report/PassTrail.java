package dev.weft.graph.report;

import dev.weft.graph.Node;
import dev.weft.graph.op.Fused;
import dev.weft.graph.op.Op;
import dev.weft.graph.pass.GraphPass;
import dev.weft.inspect.Fate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds out what one pass did with each node. For one use. */
final class PassTrail {
  private record Expression(Op op, List<Integer> inputs) {}

  private final List<Node> before;
  private final GraphPass.Effect effect;
  private final Map<Integer, Node> after = new HashMap<>();
  private final Map<Integer, Node> consumers = new HashMap<>();
  private final Map<Integer, Place> moves = new HashMap<>();

  PassTrail(List<Node> before, List<Node> after, GraphPass.Effect effect) {
    this.before = before;
    this.effect = effect;
    after.forEach(node -> this.after.put(Lineage.idOf(node), node));
    before.forEach(node -> node.inputs().forEach(value -> consumers.putIfAbsent(value, node)));
  }

  /** Returns what became of each node, by the first value that it makes. */
  Map<Integer, Place> moves() {
    if (effect == GraphPass.Effect.SHARES) {
      share();
    } else {
      for (int i = before.size() - 1; i >= 0; i--) {
        Node node = before.get(i);
        moves.put(Lineage.idOf(node), move(node));
      }
    }
    return moves;
  }

  /** Nodes come last to first, so that what became of a node's consumers is known. */
  private Place move(Node node) {
    int id = Lineage.idOf(node);
    Node now = after.get(id);
    if (now != null) {
      return new Place(kindIn(now, node, true), id);
    }
    Node consumer = consumers.get(id);
    return switch (effect) {
      case DROPS -> new Place(Fate.Kind.DROPPED, id);
      case REMOVES, SHARES -> new Place(Fate.Kind.UNUSED, id);
      case COMPUTES -> new Place(Fate.Kind.COMPUTED_ONCE, id);
      case FOLDS, FUSES -> merged(node, consumer);
    };
  }

  private Place merged(Node node, @Nullable Node consumer) {
    Place place = consumer == null ? null : moves.get(Lineage.idOf(consumer));
    Node now = place == null || place.isGone() ? null : after.get(place.node());
    return now == null || place == null
        ? new Place(Fate.Kind.UNUSED, Lineage.idOf(node))
        : new Place(kindIn(now, node, false), place.node());
  }

  /** Returns what a node is within the node that it became a part of. */
  private Fate.Kind kindIn(Node now, Node node, boolean sameValue) {
    boolean renamed = sameValue && effect == GraphPass.Effect.FUSES && !(now.op() instanceof Fused);
    if (now.op().equals(node.op()) || effect == GraphPass.Effect.DROPS || renamed) {
      return Fate.Kind.KEPT;
    }
    if (effect == GraphPass.Effect.FOLDS) {
      return sameValue ? Fate.Kind.FOLDED : Fate.Kind.KEPT;
    }
    boolean isBase = now.op() instanceof Fused fused && fused.base().equals(node.op());
    return isBase ? Fate.Kind.KEPT : Fate.Kind.FUSED;
  }

  private void share() {
    Map<Expression, Integer> first = new HashMap<>();
    Map<Integer, Integer> replaced = new HashMap<>();
    for (Node node : before) {
      int id = Lineage.idOf(node);
      List<Integer> inputs =
          node.inputs().stream().map(value -> replaced.getOrDefault(value, value)).toList();
      Expression expression = new Expression(node.op(), inputs);
      Integer same = after.containsKey(id) ? null : first.get(expression);
      if (same == null) {
        first.putIfAbsent(expression, id);
        moves.put(id, new Place(Fate.Kind.KEPT, id));
      } else {
        replaced.put(id, same);
        moves.put(id, new Place(Fate.Kind.SHARED, same));
      }
    }
  }
}
