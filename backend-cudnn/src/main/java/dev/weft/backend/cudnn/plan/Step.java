package dev.weft.backend.cudnn.plan;

import dev.weft.graph.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a call does; immutable.
 *
 * @param node the node of the graph that it belongs to, or null if it belongs to an output
 * @param kind what it does, for traces
 * @param implementation what does it, for reports
 * @param operation puts it on a queue
 * @param inputs what it reads
 * @param outputs what it writes, scratch memory included
 */
public record Step(
    @Nullable Node node,
    String kind,
    String implementation,
    Operation operation,
    List<Region> inputs,
    List<Region> outputs) {
  /** {@return the name of the node that it belongs to, for messages and traces} */
  public String name() {
    return node == null ? "output" : node.name();
  }

  /** {@return the operator of the node that it belongs to, for traces} */
  public String operator() {
    return node == null ? "output" : node.op().operator();
  }
}
