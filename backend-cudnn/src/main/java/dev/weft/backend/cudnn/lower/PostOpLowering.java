package dev.weft.backend.cudnn.lower;

import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.PostOp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done to the result of a convolution or a product before it is stored. */
final class PostOpLowering {
  private PostOpLowering() {}

  /**
   * Adds a kernel that changes a result in place, if anything is to be done to it.
   *
   * @param node the node, whose further inputs post-operations take
   * @param result the result, with channels as second axis
   * @param postOps what is done to it
   * @param firstInput the first input of the post-operations
   * @param bias a number for each channel, added first, or null
   */
  static void finish(
      NodeContext node,
      Region result,
      List<PostOp> postOps,
      int firstInput,
      @Nullable Region bias) {
    if (bias == null && postOps.isEmpty()) {
      return;
    }
    ElementwiseChain chain = new ElementwiseChain(result);
    if (bias != null) {
      chain.addBias(bias);
    }
    chain.apply(node, postOps, firstInput);
    node.run(chain.into(result));
  }
}
