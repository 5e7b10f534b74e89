package dev.weft.graph.pass;

import dev.weft.graph.Graph;
import dev.weft.graph.Node;
import dev.weft.graph.op.Fused;
import dev.weft.graph.op.PostOp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Chains of nodes, each of which becomes one {@link Fused} node in the place of its last. For one
 * pass.
 */
final class FusedChains {
  /**
   * A node of a chain, behind its base.
   *
   * @param node the node
   * @param postOp what it does to the value before it
   * @param extraInputs its other inputs
   */
  record Link(Node node, PostOp postOp, List<Integer> extraInputs) {}

  // By identity: hashing operators is slow the first time.
  private final Set<Node> taken = Collections.newSetFromMap(new IdentityHashMap<>());
  private final IdentityHashMap<Node, Node> fusedAt = new IdentityHashMap<>();

  /** Returns whether a node is part of a chain. */
  boolean hold(Node node) {
    return taken.contains(node);
  }

  /** Adds a chain, unless it is the base alone. */
  void add(Node base, List<Link> chain) {
    if (!chain.isEmpty()) {
      taken.add(base);
      for (Link link : chain) {
        taken.add(link.node());
      }
      fusedAt.put(chain.get(chain.size() - 1).node(), fused(base, chain));
    }
  }

  Graph rewritten(Graph graph) {
    Rewrite rewrite = new Rewrite(graph);
    for (Node node : graph.nodes()) {
      Node fused = fusedAt.get(node);
      if (fused != null) {
        rewrite.add(fused);
      } else if (!taken.contains(node)) {
        rewrite.add(node);
      }
    }
    return rewrite.finish();
  }

  private static Node fused(Node base, List<Link> chain) {
    List<Integer> inputs = new ArrayList<>(base.inputs());
    List<PostOp> postOps = new ArrayList<>();
    StringBuilder name = new StringBuilder(base.name());
    for (Link link : chain) {
      inputs.addAll(link.extraInputs());
      postOps.add(link.postOp());
      name.append('+').append(link.node().name());
    }
    return new Node(
        name.toString(),
        new Fused(base.op(), base.inputs().size(), postOps),
        inputs,
        chain.get(chain.size() - 1).node().outputs());
  }
}
