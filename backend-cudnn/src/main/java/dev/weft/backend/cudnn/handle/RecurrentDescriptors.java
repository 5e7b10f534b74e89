package dev.weft.backend.cudnn.handle;

import dev.weft.nativesupport.lifetime.Rollback;
import java.util.Arrays;
import org.bytedeco.cuda.cudnn.cudnnDropoutStruct;
import org.bytedeco.cuda.cudnn.cudnnRNNDataStruct;
import org.bytedeco.cuda.cudnn.cudnnRNNStruct;
import org.bytedeco.cuda.cudnn.cudnnTensorStruct;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** What cuDNN is told of recurrent layers: the layers, data, result, and states. Immutable. */
final class RecurrentDescriptors implements AutoCloseable {
  final cudnnRNNStruct layers = new cudnnRNNStruct();
  final cudnnRNNDataStruct source;
  final cudnnRNNDataStruct result;
  final TensorDescriptor hidden;
  private final @Nullable TensorDescriptor cell;
  private final Rollback owned;

  RecurrentDescriptors(Queue queue, RecurrentShape shape) {
    String subject = shape.toString();
    long states = (long) shape.layers() * shape.directions();
    try (Rollback made = new Rollback()) {
      describeLayers(queue, shape, made, subject);
      source = sequences(shape, shape.width(), made, subject);
      result = sequences(shape, shape.directions() * shape.projection(), made, subject);
      hidden =
          made.add(
              TensorDescriptor.packed(ElementType.F32, states, shape.batch(), shape.projection()));
      cell =
          shape.cell() == RecurrentShape.Cell.LSTM
              ? made.add(
                  TensorDescriptor.packed(ElementType.F32, states, shape.batch(), shape.hidden()))
              : null;
      owned = made.detached();
    }
  }

  private void describeLayers(Queue queue, RecurrentShape shape, Rollback made, String subject) {
    cudnnDropoutStruct dropout = new cudnnDropoutStruct();
    Status.cudnn(
        cudnn.cudnnCreateDropoutDescriptor(dropout), "cudnnCreateDropoutDescriptor", subject);
    made.add(
        () ->
            Status.cudnn(
                cudnn.cudnnDestroyDropoutDescriptor(dropout),
                "cudnnDestroyDropoutDescriptor",
                subject));
    Status.cudnn(
        cudnn.cudnnSetDropoutDescriptor(dropout, queue.dnn(), 0, (Pointer) null, 0, 0),
        "cudnnSetDropoutDescriptor",
        subject);
    Status.cudnn(cudnn.cudnnCreateRNNDescriptor(layers), "cudnnCreateRNNDescriptor", subject);
    made.add(
        () ->
            Status.cudnn(
                cudnn.cudnnDestroyRNNDescriptor(layers), "cudnnDestroyRNNDescriptor", subject));
    Status.cudnn(
        cudnn.cudnnSetRNNDescriptor_v8(
            layers,
            cudnn.CUDNN_RNN_ALGO_STANDARD,
            shape.cell().code,
            cudnn.CUDNN_RNN_DOUBLE_BIAS,
            shape.directions() == 2 ? cudnn.CUDNN_BIDIRECTIONAL : cudnn.CUDNN_UNIDIRECTIONAL,
            cudnn.CUDNN_LINEAR_INPUT,
            cudnn.CUDNN_DATA_FLOAT,
            cudnn.CUDNN_DATA_FLOAT,
            shape.tf32() ? cudnn.CUDNN_DEFAULT_MATH : cudnn.CUDNN_FMA_MATH,
            shape.width(),
            shape.hidden(),
            shape.projection(),
            shape.layers(),
            dropout,
            cudnn.CUDNN_RNN_PADDED_IO_ENABLED),
        "cudnnSetRNNDescriptor_v8",
        subject);
  }

  /** Describes sequences that all have the same number of steps. */
  private static cudnnRNNDataStruct sequences(
      RecurrentShape shape, int width, Rollback made, String subject) {
    cudnnRNNDataStruct descriptor = new cudnnRNNDataStruct();
    Status.cudnn(
        cudnn.cudnnCreateRNNDataDescriptor(descriptor), "cudnnCreateRNNDataDescriptor", subject);
    made.add(
        () ->
            Status.cudnn(
                cudnn.cudnnDestroyRNNDataDescriptor(descriptor),
                "cudnnDestroyRNNDataDescriptor",
                subject));
    int[] lengths = new int[shape.batch()];
    Arrays.fill(lengths, shape.steps());
    Status.cudnn(
        cudnn.cudnnSetRNNDataDescriptor(
            descriptor,
            cudnn.CUDNN_DATA_FLOAT,
            cudnn.CUDNN_RNN_DATA_LAYOUT_SEQ_MAJOR_UNPACKED,
            shape.steps(),
            shape.batch(),
            width,
            lengths,
            (Pointer) null),
        "cudnnSetRNNDataDescriptor",
        subject);
    return descriptor;
  }

  /** Returns what the cell states are; null where cells have none. */
  @Nullable cudnnTensorStruct cell() {
    return cell == null ? null : cell.pointer();
  }

  @Override
  public void close() {
    owned.close();
  }
}
