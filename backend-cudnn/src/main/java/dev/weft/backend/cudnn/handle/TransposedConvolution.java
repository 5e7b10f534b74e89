package dev.weft.backend.cudnn.handle;

import dev.weft.backend.cudnn.handle.AlgorithmChoice.Algorithm;
import dev.weft.backend.cudnn.handle.AlgorithmChoice.Candidate;
import dev.weft.nativesupport.lifetime.Rollback;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.cudnn.cudnnConvolutionBwdDataAlgoPerf_t;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.javacpp.Loader;

/**
 * A transposed convolution: what a convolution takes back from its result to its source. Immutable:
 * any number of threads may put it on queues of their own.
 */
@SuppressWarnings("deprecation") // ADR 0010 says why these functions
public final class TransposedConvolution implements AutoCloseable {
  private static final int CANDIDATES = 6;

  private final ConvolutionShape shape;
  private final ConvolutionDescriptors descriptors;
  private final int algorithm;
  private final long workspaceBytes;
  private final Rollback owned;

  /**
   * Makes a transposed convolution.
   *
   * @param queue any queue of the GPU that it is for
   * @param shape the convolution that it transposes: its source is what is computed
   * @param heap the memory that scratch memory is taken from later
   */
  public TransposedConvolution(Queue queue, ConvolutionShape shape, DeviceHeap heap) {
    this.shape = shape;
    try (Rollback made = new Rollback()) {
      descriptors = made.add(new ConvolutionDescriptors(shape));
      Algorithm chosen = proposed(queue, heap);
      descriptors.useMathType(chosen.mathType());
      algorithm = chosen.code();
      workspaceBytes = workspaceBytes(queue);
      owned = made.detached();
    }
  }

  private Algorithm proposed(Queue queue, DeviceHeap heap) {
    int[] count = new int[1];
    long byteSize = CANDIDATES * (long) Loader.sizeof(cudnnConvolutionBwdDataAlgoPerf_t.class);
    try (HostMemory room = HostMemory.allocate(byteSize)) {
      cudnnConvolutionBwdDataAlgoPerf_t results =
          new cudnnConvolutionBwdDataAlgoPerf_t(room.pointer());
      Status.cudnn(
          cudnn.cudnnGetConvolutionBackwardDataAlgorithm_v7(
              queue.dnn(),
              descriptors.filter,
              descriptors.result.pointer(),
              descriptors.window,
              descriptors.source.pointer(),
              CANDIDATES,
              count,
              results),
          "cudnnGetConvolutionBackwardDataAlgorithm_v7",
          shape.toString());
      return AlgorithmChoice.ofProposed(
          shape, queue.gpu(), candidates(results, count[0]), AlgorithmChoice.roomBytes(heap));
    }
  }

  private static List<Candidate> candidates(cudnnConvolutionBwdDataAlgoPerf_t results, int count) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cudnnConvolutionBwdDataAlgoPerf_t result = results.getPointer(i);
      candidates.add(
          new Candidate(
              result.algo(),
              result.status(),
              result.determinism(),
              result.memory(),
              result.mathType()));
    }
    return candidates;
  }

  private long workspaceBytes(Queue queue) {
    try (HostMemory size = HostMemory.ofWord()) {
      Status.cudnn(
          cudnn.cudnnGetConvolutionBackwardDataWorkspaceSize(
              queue.dnn(),
              descriptors.filter,
              descriptors.result.pointer(),
              descriptors.window,
              descriptors.source.pointer(),
              algorithm,
              size.size()),
          "cudnnGetConvolutionBackwardDataWorkspaceSize",
          shape.toString());
      return size.size().get();
    }
  }

  /** {@return how much scratch memory it needs} */
  public long workspaceBytes() {
    return workspaceBytes;
  }

  /**
   * Puts it on a queue.
   *
   * @param queue the queue
   * @param at where the operands are: the source is what the convolution's result is
   * @param subject the node, for messages
   */
  public void enqueue(Queue queue, Convolution.Operands at, String subject) {
    Status.cudnn(
        cudnn.cudnnConvolutionBackwardData(
            queue.dnn(),
            Factor.one(shape.type()),
            descriptors.filter,
            new Address(at.weights()),
            descriptors.result.pointer(),
            new Address(at.source()),
            descriptors.window,
            algorithm,
            new Address(at.workspace()),
            workspaceBytes,
            Factor.zero(shape.type()),
            descriptors.source.pointer(),
            new Address(at.result())),
        "cudnnConvolutionBackwardData",
        subject);
  }

  @Override
  public void close() {
    owned.close();
  }
}
