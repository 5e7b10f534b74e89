package dev.weft.graph.pass;

import dev.weft.graph.Graph;
import dev.weft.graph.GraphVerifier;
import java.util.List;
import java.util.function.BiConsumer;

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
    return run(graph, passes, (pass, rewritten) -> {});
  }

  /**
   * Runs passes, verifies the graph after each, and tells of it.
   *
   * @param graph the graph
   * @param passes the passes, in order
   * @param watcher is told of each pass and the graph after it
   * @return the rewritten graph
   * @throws IllegalStateException if a pass fails; the message names it
   */
  public static Graph run(
      Graph graph, List<GraphPass> passes, BiConsumer<GraphPass, Graph> watcher) {
    Graph current = graph;
    for (GraphPass pass : passes) {
      try {
        current = pass.apply(current);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new IllegalStateException("pass " + pass.name() + " failed: " + e.getMessage(), e);
      }
      GraphVerifier.verify(current, "pass " + pass.name());
      watcher.accept(pass, current);
    }
    return current;
  }
}
