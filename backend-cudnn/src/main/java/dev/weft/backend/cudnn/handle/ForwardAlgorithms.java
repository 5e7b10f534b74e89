package dev.weft.backend.cudnn.handle;

import dev.weft.BackendException;
import dev.weft.backend.cudnn.handle.AlgorithmChoice.Algorithm;
import dev.weft.backend.cudnn.handle.AlgorithmChoice.Candidate;
import dev.weft.nativesupport.predict.RecentlyUsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.cuda.cudnn.cudnnConvolutionFwdAlgoPerf_t;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * The algorithms that cuDNN proposes for a convolution, or that measuring finds; measurements are
 * remembered by the process. Thread-safe.
 */
@SuppressWarnings("deprecation") // ADR 0010 says why these functions
final class ForwardAlgorithms {
  private static final int CANDIDATES = 8;
  private static final long LEAST_SCRATCH_BYTES = 1L << 20;
  private static final int REMEMBERED = 10_000;
  private static final RecentlyUsed<Key, Measurement> MEASURED = new RecentlyUsed<>(REMEMBERED);

  private record Key(String gpu, ConvolutionShape shape) {}

  /** What was measured while there was so much room for scratch memory. */
  private record Measurement(long roomBytes, List<Candidate> candidates) {}

  private final Queue queue;
  private final ConvolutionShape shape;
  private final ConvolutionDescriptors descriptors;
  private final DeviceHeap heap;

  ForwardAlgorithms(
      Queue queue, ConvolutionShape shape, ConvolutionDescriptors descriptors, DeviceHeap heap) {
    this.queue = queue;
    this.shape = shape;
    this.descriptors = descriptors;
    this.heap = heap;
  }

  /** Returns the one that cuDNN expects to be the fastest. */
  Algorithm proposed() {
    int[] count = new int[1];
    try (HostMemory room = roomForCandidates()) {
      cudnnConvolutionFwdAlgoPerf_t results = new cudnnConvolutionFwdAlgoPerf_t(room.pointer());
      Status.cudnn(
          cudnn.cudnnGetConvolutionForwardAlgorithm_v7(
              queue.dnn(),
              descriptors.source.pointer(),
              descriptors.filter,
              descriptors.window,
              descriptors.result.pointer(),
              CANDIDATES,
              count,
              results),
          "cudnnGetConvolutionForwardAlgorithm_v7",
          shape.toString());
      return AlgorithmChoice.ofProposed(
          shape, queue.gpu(), candidates(results, count[0]), AlgorithmChoice.roomBytes(heap));
    }
  }

  /**
   * Returns the one that is the fastest; where there is no memory to measure in, a proposed one.
   */
  Algorithm measured() {
    long roomBytes = AlgorithmChoice.roomBytes(heap);
    Key key = new Key(queue.gpu().name(), shape);
    Measurement known = MEASURED.get(key).orElse(null);
    if (known == null || known.roomBytes() < roomBytes) {
      known = new Measurement(roomBytes, measure());
      if (!known.candidates().isEmpty()) {
        MEASURED.put(key, known);
      }
    }
    return AlgorithmChoice.ofMeasured(shape, queue.gpu(), known.candidates(), roomBytes)
        .orElseGet(this::proposed);
  }

  /** Returns what was measured; nothing if there is no memory for it. */
  private List<Candidate> measure() {
    try (TrialMemory operands =
            TrialMemory.of(
                heap,
                shape.byteSize(shape.source()),
                shape.byteSize(shape.filter()),
                shape.byteSize(shape.result()));
        DeviceMemory scratch = operands == null ? null : scratch()) {
      return operands == null || scratch == null
          ? List.of()
          : measureIn(operands, scratch).orElse(List.of());
    }
  }

  /** Returns as much scratch memory as there is, within reason. */
  private @Nullable DeviceMemory scratch() {
    long byteSize = AlgorithmChoice.roomBytes(heap);
    DeviceMemory scratch = null;
    while (scratch == null && byteSize >= LEAST_SCRATCH_BYTES) {
      scratch = heap.tryAllocate(byteSize, "tuning");
      byteSize /= 2;
    }
    return scratch;
  }

  private Optional<List<Candidate>> measureIn(TrialMemory operands, DeviceMemory scratch) {
    int[] count = new int[1];
    try (HostMemory room = roomForCandidates()) {
      cudnnConvolutionFwdAlgoPerf_t results = new cudnnConvolutionFwdAlgoPerf_t(room.pointer());
      queue.gpu().apart(() -> find(operands, scratch, count, results));
      queue.await("tuning " + shape);
      return Optional.of(candidates(results, count[0]));
    } catch (BackendException e) {
      if (Convolution.isUnsupported(e) || isShortOfMemory(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private void find(
      TrialMemory operands,
      DeviceMemory scratch,
      int[] count,
      cudnnConvolutionFwdAlgoPerf_t results) {
    Status.cudnn(
        cudnn.cudnnFindConvolutionForwardAlgorithmEx(
            queue.dnn(),
            descriptors.source.pointer(),
            new Address(operands.address(0)),
            descriptors.filter,
            new Address(operands.address(1)),
            descriptors.window,
            descriptors.result.pointer(),
            new Address(operands.address(2)),
            CANDIDATES,
            count,
            results,
            new Address(scratch.address()),
            scratch.byteSize()),
        "cudnnFindConvolutionForwardAlgorithmEx",
        shape.toString());
  }

  private static boolean isShortOfMemory(BackendException failure) {
    return failure.code() == cudnn.CUDNN_STATUS_ALLOC_FAILED
        || failure.code() == cudnn.CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED;
  }

  private static HostMemory roomForCandidates() {
    return HostMemory.allocate(
        CANDIDATES * (long) Loader.sizeof(cudnnConvolutionFwdAlgoPerf_t.class));
  }

  private static List<Candidate> candidates(cudnnConvolutionFwdAlgoPerf_t results, int count) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cudnnConvolutionFwdAlgoPerf_t result = results.getPointer(i);
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
}
