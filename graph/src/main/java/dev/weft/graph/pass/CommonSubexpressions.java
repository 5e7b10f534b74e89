package dev.weft.graph.pass;

import dev.weft.graph.Graph;
import dev.weft.graph.Node;
import dev.weft.graph.op.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Computes once what several nodes compute of the same inputs. */
public final class CommonSubexpressions implements GraphPass {
  private record Expression(Op op, List<Integer> inputs) {}

  /**
   * Nodes by operator and inputs. Few nodes have inputs in common with others, and only of those
   * are operators compared: the first hash of each class of records costs a millisecond of a start.
   */
  private static final class Seen {
    private final Map<List<Integer>, Node> firstOfInputs = new HashMap<>();
    private final Map<Expression, Node> others = new HashMap<>();

    @Nullable Node putIfAbsent(Node node, List<Integer> inputs) {
      Node first = firstOfInputs.putIfAbsent(inputs, node);
      if (first == null || first.op().equals(node.op())) {
        return first;
      }
      return others.putIfAbsent(new Expression(node.op(), inputs), node);
    }
  }

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
    Seen seen = new Seen();
    for (Node node : graph.nodes()) {
      List<Integer> inputs = new ArrayList<>(node.inputs().size());
      for (int input : node.inputs()) {
        inputs.add(rewrite.current(input));
      }
      // Values made of nothing may get different shapes from their readers.
      Node first = inputs.isEmpty() ? null : seen.putIfAbsent(node, inputs);
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
