package dev.weft.graph.pass;

import dev.weft.graph.Graph;
import dev.weft.graph.Node;
import dev.weft.graph.op.Identity;
import dev.weft.graph.op.LossOutput;
import java.util.List;

/**
 * Takes out what only training needs: Dropout, BlockGrad and the like, and the labels of losses.
 */
public final class TrainingNodeRemoval implements GraphPass {
  /** Makes the pass. */
  public TrainingNodeRemoval() {}

  @Override
  public String name() {
    return "training-node removal";
  }

  @Override
  public Effect effect() {
    return Effect.DROPS;
  }

  @Override
  public Graph apply(Graph graph) {
    Rewrite rewrite = new Rewrite(graph);
    for (Node node : graph.nodes()) {
      Node stripped =
          node.op() instanceof LossOutput output
              ? new Node(
                  node.name(), output.prediction(), List.of(node.inputs().get(0)), node.outputs())
              : node;
      if (stripped.op() instanceof Identity) {
        rewrite.replace(node.outputs().get(0), stripped.inputs().get(0));
      } else {
        rewrite.add(stripped);
      }
    }
    return rewrite.finish();
  }
}
