package dev.weft.backend.cudnn.handle;

import dev.weft.nativesupport.lifetime.Rollback;
import java.util.List;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * Recurrent layers of one number of steps and sequences, which cuDNN computes in one call.
 * Immutable: any number of threads may put it on queues of their own.
 */
public final class RecurrentNetwork implements AutoCloseable {
  private final RecurrentShape shape;
  private final RecurrentDescriptors descriptors;
  private final long weightBytes;
  private final long workspaceBytes;
  private final Rollback owned;

  /**
   * Makes the layers.
   *
   * @param queue any queue of the GPU that they are for
   * @param shape what they are
   */
  public RecurrentNetwork(Queue queue, RecurrentShape shape) {
    this.shape = shape;
    String subject = shape.toString();
    try (Rollback made = new Rollback();
        HostMemory sizeAt = HostMemory.ofWord();
        HostMemory reserveAt = HostMemory.ofWord()) {
      SizeTPointer size = sizeAt.size();
      SizeTPointer reserve = reserveAt.size();
      descriptors = made.add(new RecurrentDescriptors(queue, shape));
      Status.cudnn(
          cudnn.cudnnGetRNNWeightSpaceSize(queue.dnn(), descriptors.layers, size),
          "cudnnGetRNNWeightSpaceSize",
          subject);
      weightBytes = size.get();
      Status.cudnn(
          cudnn.cudnnGetRNNTempSpaceSizes(
              queue.dnn(),
              descriptors.layers,
              cudnn.CUDNN_FWD_MODE_INFERENCE,
              descriptors.source,
              size,
              reserve),
          "cudnnGetRNNTempSpaceSizes",
          subject);
      workspaceBytes = size.get();
      owned = made.detached();
    }
  }

  /** {@return how much memory the weights take in cuDNN's order} */
  public long weightBytes() {
    return weightBytes;
  }

  /** {@return how much scratch memory it needs} */
  public long workspaceBytes() {
    return workspaceBytes;
  }

  /**
   * {@return where each matrix and its bias lie in cuDNN's order: for each layer and direction, the
   * matrices of the layer's input, a gate each, those of the hidden state, and the projection}
   *
   * @param queue any queue of the GPU
   * @param heap its memory, of which as much as the weights take is needed meanwhile
   */
  public List<WeightPlace> weights(Queue queue, DeviceHeap heap) {
    return WeightPlace.all(queue, heap, shape, descriptors.layers, weightBytes);
  }

  /**
   * Where the operands of one execution are.
   *
   * @param source the data (steps, batch, width)
   * @param weights the weights in cuDNN's order
   * @param hidden the first hidden states
   * @param cell the first cell states; 0 where cells have none
   * @param result the hidden states of the last layer (steps, batch, directions × projection)
   * @param lastHidden the last hidden states; 0 where they are not wanted
   * @param lastCell the last cell states; 0 where they are not wanted
   * @param workspace scratch memory
   */
  public record Operands(
      long source,
      long weights,
      long hidden,
      long cell,
      long result,
      long lastHidden,
      long lastCell,
      long workspace) {}

  /**
   * Puts it on a queue.
   *
   * @param queue the queue
   * @param at where the operands are
   * @param subject the node, for messages
   */
  public void enqueue(Queue queue, Operands at, String subject) {
    Status.cudnn(
        cudnn.cudnnRNNForward(
            queue.dnn(),
            descriptors.layers,
            cudnn.CUDNN_FWD_MODE_INFERENCE,
            // cuDNN 8.9.1 and later have the lengths from the descriptors.
            (IntPointer) null,
            descriptors.source,
            new Address(at.source()),
            descriptors.result,
            new Address(at.result()),
            descriptors.hidden.pointer(),
            new Address(at.hidden()),
            new Address(at.lastHidden()),
            descriptors.cell(),
            new Address(at.cell()),
            new Address(at.lastCell()),
            weightBytes,
            new Address(at.weights()),
            workspaceBytes,
            new Address(at.workspace()),
            0,
            (Pointer) null),
        "cudnnRNNForward",
        subject);
  }

  @Override
  public void close() {
    owned.close();
  }
}
