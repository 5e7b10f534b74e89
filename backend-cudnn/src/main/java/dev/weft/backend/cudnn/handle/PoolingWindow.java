package dev.weft.backend.cudnn.handle;

import dev.weft.nativesupport.lifetime.NativeHandle;
import java.util.List;
import org.bytedeco.cuda.cudnn.cudnnPoolingStruct;
import org.bytedeco.cuda.global.cudnn;

/** What cuDNN is told of a pooling. Immutable. */
@SuppressWarnings("deprecation") // ADR 0010 says why these functions
public final class PoolingWindow implements AutoCloseable {
  /** What is made of the elements of a window. */
  public enum Mode {
    /** The greatest. */
    MAX(cudnn.CUDNN_POOLING_MAX_DETERMINISTIC),
    /** The mean, padding counted. */
    MEAN_WITH_PADDING(cudnn.CUDNN_POOLING_AVERAGE_COUNT_INCLUDE_PADDING),
    /** The mean, padding not counted. */
    MEAN_WITHOUT_PADDING(cudnn.CUDNN_POOLING_AVERAGE_COUNT_EXCLUDE_PADDING);

    private final int code;

    Mode(int code) {
      this.code = code;
    }
  }

  private final cudnnPoolingStruct descriptor = new cudnnPoolingStruct();
  private final NativeHandle handle;

  /**
   * Makes a descriptor.
   *
   * @param mode what is made of the elements of a window
   * @param kernel the window's size, for each spatial dimension
   * @param padding padding before and after
   * @param stride the stride
   */
  public PoolingWindow(Mode mode, List<Long> kernel, List<Long> padding, List<Long> stride) {
    String subject = mode + " of " + kernel;
    Status.cudnn(
        cudnn.cudnnCreatePoolingDescriptor(descriptor), "cudnnCreatePoolingDescriptor", subject);
    this.handle =
        new NativeHandle(
            "pooling descriptor",
            () ->
                Status.cudnn(
                    cudnn.cudnnDestroyPoolingDescriptor(descriptor),
                    "cudnnDestroyPoolingDescriptor",
                    subject));
    boolean complete = false;
    try {
      int[] sizes = ConvolutionShape.spatial(kernel, 1);
      Status.cudnn(
          cudnn.cudnnSetPoolingNdDescriptor(
              descriptor,
              mode.code,
              cudnn.CUDNN_NOT_PROPAGATE_NAN,
              sizes.length,
              sizes,
              ConvolutionShape.spatial(padding, 0),
              ConvolutionShape.spatial(stride, 1)),
          "cudnnSetPoolingNdDescriptor",
          subject);
      complete = true;
    } finally {
      if (!complete) {
        handle.close();
      }
    }
  }

  cudnnPoolingStruct pointer() {
    return descriptor;
  }

  @Override
  public void close() {
    handle.close();
  }
}
