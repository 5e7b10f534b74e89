package dev.weft.graph.report;

import dev.weft.inspect.Fate;

/**
 * Where a node is after some passes.
 *
 * @param kind what became of it
 * @param node the first value of the node that it is, or is a part of; not read if it is gone
 */
record Place(Fate.Kind kind, int node) {
  boolean isGone() {
    return kind == Fate.Kind.DROPPED || kind == Fate.Kind.UNUSED || kind == Fate.Kind.COMPUTED_ONCE;
  }

  /** Returns the place after another pass, which did {@code move} with the node that it is in. */
  Place moved(Place move) {
    return new Place(kind == Fate.Kind.KEPT || move.isGone() ? move.kind() : kind, move.node());
  }
}
