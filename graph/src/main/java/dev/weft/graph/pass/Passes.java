package dev.weft.graph.pass;

import dev.weft.graph.Graph;
import dev.weft.graph.GraphVerifier;
import java.util.List;

/** The passes that every model goes through before it is compiled, in their order. */
public final class Passes {
  private static final List<GraphPass> STANDARD =
      List.of(
          new TrainingNodeRemoval(),
          new DeadCodeRemoval(),
          new CommonSubexpressions(),
          new ConstantJoining(),
          new ActivationRecognition(),
          new BatchNormFolding(),
          new PostOpFusion(),
          new ElementwiseFusion(),
          new DeadCodeRemoval());

  private Passes() {}

  /** {@return all passes, in their order} */
  public static List<GraphPass> standard() {
    return STANDARD;
  }

  /**
   * Runs passes, and verifies the graph after each.
   *
   * @param graph the graph
   * @param passes the passes, in order
   * @return the rewritten graph
   * @throws IllegalStateException if a pass fails; the message names it
   */
  public static Graph run(Graph graph, List<GraphPass> passes) {
    Graph current = graph;
    for (GraphPass pass : passes) {
      try {
        current = pass.apply(current);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new IllegalStateException("pass " + pass.name() + " failed: " + e.getMessage(), e);
      }
      GraphVerifier.verify(current, "pass " + pass.name());
    }
    return current;
  }
}
