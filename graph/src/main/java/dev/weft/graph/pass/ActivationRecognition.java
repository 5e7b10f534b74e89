package dev.weft.graph.pass;

import dev.weft.graph.Graph;
import dev.weft.graph.Node;
import dev.weft.graph.ShapeInference;
import dev.weft.graph.ValueType;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes one operator of several that compute an activation together, as {@link ActivationPatterns}
 * knows them: swish, hard sigmoid, hard swish, and GELU by the error function. One operator reads
 * and writes memory once, and can be fused into a convolution. Values of single or half precision
 * only.
 */
public final class ActivationRecognition implements GraphPass {
  /** Makes the pass. */
  public ActivationRecognition() {}

  @Override
  public String name() {
    return "activation recognition";
  }

  @Override
  public Effect effect() {
    return Effect.FUSES;
  }

  @Override
  public Graph apply(Graph graph) {
    List<ValueType> types = ShapeInference.infer(graph, Map.of());
    ActivationPatterns patterns = new ActivationPatterns(graph.uses());
    // By identity: hashing operators is slow the first time.
    Set<Node> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    IdentityHashMap<Node, Node> made = new IdentityHashMap<>();
    List<Node> nodes = graph.nodes();
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      if (!taken.contains(node) && types.get(node.outputs().get(0)).isFloat()) {
        patterns
            .find(node)
            .ifPresent(
                found -> {
                  taken.addAll(found.inner());
                  made.put(
                      node,
                      new Node(node.name(), found.op(), List.of(found.input()), node.outputs()));
                });
      }
    }
    Rewrite rewrite = new Rewrite(graph);
    for (Node node : nodes) {
      if (!taken.contains(node)) {
        rewrite.add(made.getOrDefault(node, node));
      }
    }
    return rewrite.finish();
  }
}
