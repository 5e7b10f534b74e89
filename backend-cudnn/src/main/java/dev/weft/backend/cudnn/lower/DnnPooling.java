package dev.weft.backend.cudnn.lower;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.Dnn;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.PoolingWindow;
import dev.weft.backend.cudnn.handle.TensorDescriptor;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.Pooling;
import java.util.ArrayList;
import java.util.List;

/** Pooling by cuDNN, of the windows that it describes. */
final class DnnPooling {
  /**
   * Of larger batches cuDNN refuses the pooling: see <a
   * href="https://github.com/microsoft/onnxruntime/issues/29819">onnxruntime 29819</a>.
   */
  private static final long MOST_IMAGES = 65_535;

  /**
   * Of more results cuDNN computes some wrongly where windows are large: see <a
   * href="https://github.com/FluxML/NNlib.jl/issues/508">NNlib 508</a>, which saw it with windows
   * of 6147 elements.
   */
  private static final long MOST_RESULTS = 1L << 23;

  private static final long LARGE_WINDOW = 256;

  private DnnPooling() {}

  /**
   * Adds the step, if cuDNN can compute it.
   *
   * @return whether it was added
   */
  static boolean lower(Pooling op, NodeContext node) {
    boolean known = op.kind() == Pooling.Kind.MAX || op.kind() == Pooling.Kind.AVERAGE;
    Shape data = node.inputShape(0);
    Shape output = node.outputShape(0);
    boolean fits =
        TensorDescriptor.takes(data.elementCount())
            && TensorDescriptor.takes(output.elementCount())
            && data.dimension(0) <= MOST_IMAGES
            && isExact(op, data, output)
            && (output.elementCount() <= MOST_RESULTS || windowSize(op, data) <= LARGE_WINDOW);
    if (!known || !node.isFloat(0) || output.elementCount() == 0 || !fits) {
      return false;
    }
    ElementType type = node.plan().arithmetic().activations();
    Layout.Order order = data.rank() == 4 ? node.layout(0).order() : Layout.Order.ROW_MAJOR;
    if (data.rank() == 4 && node.layout(0).type() != type) {
      order = node.plan().arithmetic().order();
    }
    Region source = node.read(0, new Layout(type, data, order));
    Region result = node.write(0, new Layout(type, output, order));
    TensorDescriptor from = node.plan().keep(descriptor(source.layout()));
    TensorDescriptor to = node.plan().keep(descriptor(result.layout()));
    PoolingWindow window = node.plan().keep(window(op, data));
    String subject = node.subject();
    node.plan()
        .add(
            "pooling",
            "cudnn",
            (queue, places) ->
                Dnn.pool(queue, window, from, places.of(source), to, places.of(result), subject),
            List.of(source),
            List.of(result));
    return true;
  }

  /** cuDNN pads by less than a window, the same on both sides, and rounds positions down. */
  private static boolean isExact(Pooling op, Shape data, Shape output) {
    for (int i = 0; i < data.rank() - 2; i++) {
      long kernel = kernel(op, data, i);
      long pad = op.global() ? 0 : op.window().pad().get(i);
      long stride = op.global() ? 1 : op.window().stride().get(i);
      long room = data.dimension(i + 2) + 2 * pad - kernel;
      if (pad >= kernel || room < 0 || room / stride + 1 != output.dimension(i + 2)) {
        return false;
      }
    }
    return true;
  }

  private static long windowSize(Pooling op, Shape data) {
    long size = 1;
    for (int i = 0; i < data.rank() - 2; i++) {
      size *= kernel(op, data, i);
    }
    return size;
  }

  private static long kernel(Pooling op, Shape data, int axis) {
    return op.global() ? data.dimension(axis + 2) : op.window().kernel().get(axis);
  }

  private static PoolingWindow window(Pooling op, Shape data) {
    List<Long> kernel = new ArrayList<>();
    List<Long> padding = new ArrayList<>();
    List<Long> stride = new ArrayList<>();
    for (int i = 0; i < data.rank() - 2; i++) {
      kernel.add(kernel(op, data, i));
      padding.add(op.global() ? 0 : op.window().pad().get(i));
      stride.add(op.global() ? 1 : op.window().stride().get(i));
    }
    return new PoolingWindow(mode(op), kernel, padding, stride);
  }

  private static PoolingWindow.Mode mode(Pooling op) {
    if (op.kind() == Pooling.Kind.MAX) {
      return PoolingWindow.Mode.MAX;
    }
    return op.countsPadding()
        ? PoolingWindow.Mode.MEAN_WITH_PADDING
        : PoolingWindow.Mode.MEAN_WITHOUT_PADDING;
  }

  static TensorDescriptor descriptor(Layout layout) {
    return new TensorDescriptor(layout.type(), layout.shape().dimensions(), layout.strides());
  }
}
