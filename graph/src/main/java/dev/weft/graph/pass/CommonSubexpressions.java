package dev.weft.graph.pass;

import dev.weft.graph.Graph;
import dev.weft.graph.Node;
import dev.weft.graph.op.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes once what several nodes compute of the same inputs. */
public final class CommonSubexpressions implements GraphPass {
  private record Expression(Op op, List<Integer> inputs) {}

  /** Makes the pass. */
  public CommonSubexpressions() {}

  @Override
  public String name() {
    return "common subexpressions";
  }

  @Override
  public Effect effect() {
    return Effect.SHARES;
  }

  @Override
  public Graph apply(Graph graph) {
    Rewrite rewrite = new Rewrite(graph);
    Map<Expression, Node> seen = new HashMap<>();
    for (Node node : graph.nodes()) {
      Expression expression =
          new Expression(node.op(), node.inputs().stream().map(rewrite::current).toList());
      // Values made of nothing may get different shapes from their readers.
      Node first = node.inputs().isEmpty() ? null : seen.putIfAbsent(expression, node);
      if (first == null) {
        rewrite.add(node);
      } else {
        for (int i = 0; i < node.outputs().size(); i++) {
          rewrite.replace(node.outputs().get(i), first.outputs().get(i));
        }
      }
    }
    return rewrite.finish();
  }
}
