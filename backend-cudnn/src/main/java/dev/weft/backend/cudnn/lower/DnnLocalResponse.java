package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.Dnn;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.LocalResponse;
import dev.weft.backend.cudnn.handle.TensorDescriptor;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.LocalResponseNorm;
import java.util.List;

/**
 * Local response normalisation by cuDNN. Always in single precision: cuDNN rounds the constants to
 * the type of the data, and a factor of 0.0001 is hardly a number of 16 bits any more.
 */
final class DnnLocalResponse {
  private DnnLocalResponse() {}

  /**
   * Adds the step, if cuDNN can compute it.
   *
   * @return whether it was added
   */
  static boolean lower(LocalResponseNorm op, NodeContext node) {
    Shape data = node.inputShape(0);
    if (!LocalResponse.takes(op.size(), op.beta(), op.bias())
        || !node.isFloat(0)
        || data.elementCount() == 0
        || !TensorDescriptor.takes(data.elementCount())) {
      return false;
    }
    Layout layout = new Layout(ElementType.F32, data, node.layout(0).order());
    Region source = node.read(0, layout);
    Region result = node.write(0, layout);
    TensorDescriptor tensor = node.plan().keep(DnnPooling.descriptor(layout));
    LocalResponse window =
        node.plan().keep(new LocalResponse(op.size(), op.alpha(), op.beta(), op.bias()));
    String subject = node.subject();
    node.plan()
        .add(
            op.operator(),
            "cudnn",
            (queue, places) ->
                Dnn.normalizeResponse(
                    queue, window, tensor, places.of(source), places.of(result), subject),
            List.of(source),
            List.of(result));
    return true;
  }
}
