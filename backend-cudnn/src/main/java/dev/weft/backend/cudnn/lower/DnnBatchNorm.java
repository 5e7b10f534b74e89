package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.Dnn;
import dev.weft.backend.cudnn.handle.Dnn.BatchStatistics;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.TensorDescriptor;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.BatchNorm;
import dev.weft.graph.op.Dimensions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Batch normalisation by cuDNN, of channels on the second axis. */
final class DnnBatchNorm {
  /** Of larger batches cuDNN refuses the mode that normalises each channel. */
  private static final long MOST_IMAGES = 65_535;

  private DnnBatchNorm() {}

  /**
   * Adds the step, if cuDNN can compute it.
   *
   * @return whether it was added
   */
  static boolean lower(BatchNorm op, NodeContext node) {
    Shape data = node.inputShape(0);
    boolean fits =
        data.rank() >= 2
            && data.rank() <= 5
            && data.dimension(0) <= MOST_IMAGES
            && Dimensions.axis(op.axis(), data.rank()) == 1
            && !op.fixedGamma()
            && op.outputs() == 1
            && node.isFloat(0)
            && data.elementCount() > 0
            && TensorDescriptor.takes(data.elementCount());
    if (!fits) {
      return false;
    }
    ElementType type = node.plan().arithmetic().activations();
    Layout.Order order =
        node.layout(0).type() == type ? node.layout(0).order() : Layout.Order.ROW_MAJOR;
    Region source = node.read(0, new Layout(type, data, order));
    Region result = node.write(0, new Layout(type, data, order));
    List<Region> parameters =
        List.of(
            node.readPlain(1, ElementType.F32),
            node.readPlain(2, ElementType.F32),
            node.readPlain(3, ElementType.F32),
            node.readPlain(4, ElementType.F32));
    TensorDescriptor tensor = node.plan().keep(DnnPooling.descriptor(source.layout()));
    long channels = data.dimension(1);
    long[] sizes = new long[data.rank()];
    Arrays.fill(sizes, 1);
    sizes[1] = channels;
    long[] strides = new long[data.rank()];
    Arrays.fill(strides, 1);
    strides[0] = channels;
    TensorDescriptor perChannel =
        node.plan().keep(new TensorDescriptor(ElementType.F32, sizes, strides));
    add(op, node, tensor, perChannel, source, result, parameters);
    return true;
  }

  private static void add(
      BatchNorm op,
      NodeContext node,
      TensorDescriptor tensor,
      TensorDescriptor perChannel,
      Region source,
      Region result,
      List<Region> parameters) {
    String subject = node.subject();
    List<Region> inputs = new ArrayList<>(List.of(source));
    inputs.addAll(parameters);
    node.plan()
        .add(
            op.operator(),
            "cudnn",
            (queue, places) ->
                Dnn.normalizeBatch(
                    queue,
                    tensor,
                    places.of(source),
                    places.of(result),
                    perChannel,
                    new BatchStatistics(
                        places.of(parameters.get(0)),
                        places.of(parameters.get(1)),
                        places.of(parameters.get(2)),
                        places.of(parameters.get(3))),
                    op.epsilon(),
                    subject),
            inputs,
            List.of(result));
  }
}
