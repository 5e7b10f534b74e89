package dev.weft.backend.cudnn.lower;

import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.PostOp;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is done to the result of an operator before it is stored. */
final class PostOpLowering {
  private PostOpLowering() {}

  static void finish(
      NodeContext node,
      Region result,
      List<PostOp> postOps,
      int firstInput,
      @Nullable Region bias) {
    if (bias != null || !postOps.isEmpty()) {
      throw new UnsupportedOperationException("post-operations");
    }
  }
}
