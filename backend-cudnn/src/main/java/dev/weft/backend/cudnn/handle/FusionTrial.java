package dev.weft.backend.cudnn.handle;

import dev.weft.BackendException;
import dev.weft.backend.cudnn.handle.AlgorithmChoice.Algorithm;
import dev.weft.backend.cudnn.handle.Convolution.Epilogue;
import dev.weft.nativesupport.predict.RecentlyUsed;
import java.util.List;
import java.util.Optional;
import org.bytedeco.cuda.global.cudnn;

/**
 * Whether cuDNN computes a convolution and its epilogue in one call. No function tells it but that
 * call itself, so each kind of call is made once, on memory whose content does not matter, and what
 * comes of it is remembered by the process. Thread-safe.
 */
final class FusionTrial {
  private record Key(String gpu, ConvolutionShape shape, Epilogue epilogue, Algorithm algorithm) {}

  private static final System.Logger LOGGER = System.getLogger(FusionTrial.class.getName());
  private static final int REMEMBERED = 10_000;
  private static final RecentlyUsed<Key, Boolean> KNOWN = new RecentlyUsed<>(REMEMBERED);

  private FusionTrial() {}

  /**
   * Throws unless cuDNN computes a convolution and its epilogue in one call. Where there is no
   * memory for the trial, it is taken for one that does not, until the next one is made.
   *
   * @throws BackendException that {@link Convolution#isUnsupported} knows
   */
  static void require(Convolution convolution, Queue queue, DeviceHeap heap) {
    Key key =
        new Key(
            queue.gpu().name(),
            convolution.shape(),
            convolution.epilogue(),
            convolution.algorithm());
    Boolean fuses = KNOWN.get(key).orElse(null);
    if (fuses == null) {
      Optional<Boolean> found = tried(convolution, queue, heap);
      found.ifPresent(known -> KNOWN.put(key, known));
      fuses = found.orElse(false);
    }
    if (!fuses) {
      throw new BackendException(
          convolution.shape().toString(),
          "cudnnConvolutionBiasActivationForward",
          cudnn.CUDNN_STATUS_NOT_SUPPORTED,
          "cuDNN does not compute it with " + convolution.epilogue());
    }
  }

  private static Optional<Boolean> tried(Convolution convolution, Queue queue, DeviceHeap heap) {
    ConvolutionShape shape = convolution.shape();
    long resultBytes = shape.byteSize(shape.result());
    try (TrialMemory memory =
        TrialMemory.of(
            heap,
            shape.byteSize(shape.source()),
            shape.byteSize(shape.filter()),
            shape.byteSize(List.of(shape.filter().get(0))),
            convolution.epilogue().sums() ? resultBytes : 0,
            resultBytes,
            convolution.workspaceBytes())) {
      if (memory == null) {
        return Optional.empty();
      }
      return Optional.of(
          isComputed(
              convolution,
              queue,
              new Convolution.Operands(
                  memory.address(0),
                  memory.address(1),
                  memory.address(2),
                  memory.address(3),
                  memory.address(4),
                  memory.address(5))));
    }
  }

  private static boolean isComputed(
      Convolution convolution, Queue queue, Convolution.Operands operands) {
    String subject = "trial of " + convolution.shape();
    try {
      convolution.enqueue(queue, operands, subject);
    } catch (BackendException e) {
      if (Convolution.isUnsupported(e)) {
        return false;
      }
      if (Convolution.isOf(cudnn.CUDNN_STATUS_BAD_PARAM, e)) {
        LOGGER.log(System.Logger.Level.WARNING, "what cuDNN takes for a mistake is not fused", e);
        return false;
      }
      throw e;
    }
    queue.await(subject);
    return true;
  }
}
