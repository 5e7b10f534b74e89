package dev.weft.backend.cudnn.handle;

import dev.weft.BackendException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.cuda.global.cudnn;

/** Which algorithm a convolution takes of those that cuDNN offers, the best first. Stateless. */
final class AlgorithmChoice {
  /** More than this gains little, and each context holds it. */
  private static final long MOST_WORKSPACE_BYTES = 256L << 20;

  private AlgorithmChoice() {}

  /**
   * What is run.
   *
   * @param code cuDNN's number of it
   * @param mathType the arithmetic that it is run in
   */
  record Algorithm(int code, int mathType) {}

  /**
   * What cuDNN offers.
   *
   * @param code cuDNN's number of the algorithm
   * @param status whether it can be run
   * @param determinism whether it gives the same numbers each time
   * @param workspaceBytes how much scratch memory it needs
   * @param mathType the arithmetic that it is offered in
   */
  record Candidate(int code, int status, int determinism, long workspaceBytes, int mathType) {
    private boolean isUsable() {
      return status == cudnn.CUDNN_STATUS_SUCCESS && determinism == cudnn.CUDNN_DETERMINISTIC;
    }
  }

  /** Returns how much scratch memory an algorithm may take: what the heap has, within reason. */
  static long roomBytes(DeviceHeap heap) {
    return Math.min(MOST_WORKSPACE_BYTES, heap.availableBytes());
  }

  /**
   * Returns the first that gives the same numbers each time, in the arithmetic that it was measured
   * in, and fits the room; if none fits, the one that needs least.
   */
  static Optional<Algorithm> ofMeasured(
      ConvolutionShape shape, Gpu gpu, List<Candidate> candidates, long roomBytes) {
    return first(
        shape,
        candidates.stream().filter(candidate -> mayRun(candidate, shape, gpu)).toList(),
        roomBytes);
  }

  /**
   * As {@link #ofMeasured}; where cuDNN proposes nothing in exact arithmetic, which it was asked
   * for, what it proposes is run in that.
   */
  static Algorithm ofProposed(
      ConvolutionShape shape, Gpu gpu, List<Candidate> candidates, long roomBytes) {
    return ofMeasured(shape, gpu, candidates, roomBytes)
        .or(() -> first(shape, candidates, roomBytes))
        .orElseThrow(
            () ->
                new BackendException(
                    shape.toString(),
                    "cudnnGetConvolutionAlgorithm_v7",
                    cudnn.CUDNN_STATUS_NOT_SUPPORTED,
                    "cuDNN has no algorithm for it that gives the same numbers each time"));
  }

  private static Optional<Algorithm> first(
      ConvolutionShape shape, List<Candidate> candidates, long roomBytes) {
    List<Candidate> usable = candidates.stream().filter(Candidate::isUsable).toList();
    return usable.stream()
        .filter(candidate -> candidate.workspaceBytes() <= roomBytes)
        .findFirst()
        .or(() -> usable.stream().min(Comparator.comparingLong(Candidate::workspaceBytes)))
        .map(
            taken ->
                new Algorithm(
                    taken.code(), isExact(shape) ? cudnn.CUDNN_FMA_MATH : taken.mathType()));
  }

  private static boolean isExact(ConvolutionShape shape) {
    return shape.type() == ElementType.F32 && !shape.tf32();
  }

  /** GPUs without TF32 compute single precision exactly by default. */
  private static boolean mayRun(Candidate candidate, ConvolutionShape shape, Gpu gpu) {
    return !isExact(shape)
        || candidate.mathType() == cudnn.CUDNN_FMA_MATH
        || (!gpu.hasTf32() && candidate.mathType() == cudnn.CUDNN_DEFAULT_MATH);
  }
}
