package dev.weft.backend.cudnn.handle;

import dev.weft.nativesupport.lifetime.NativeHandle;
import org.bytedeco.cuda.cudnn.cudnnLRNStruct;
import org.bytedeco.cuda.global.cudnn;

/** What cuDNN is told of a local response normalisation. Immutable. */
public final class LocalResponse implements AutoCloseable {
  private final cudnnLRNStruct descriptor = new cudnnLRNStruct();
  private final NativeHandle handle;

  /**
   * {@return whether cuDNN takes these numbers}
   *
   * @param size the number of channels that are summed
   * @param beta the exponent
   * @param bias what is added to the sum
   */
  public static boolean takes(int size, double beta, double bias) {
    return size >= cudnn.CUDNN_LRN_MIN_N
        && size <= cudnn.CUDNN_LRN_MAX_N
        && beta >= cudnn.CUDNN_LRN_MIN_BETA
        && bias >= cudnn.CUDNN_LRN_MIN_K;
  }

  /**
   * Makes a descriptor.
   *
   * @param size the number of channels that are summed
   * @param alpha the factor of the sum, which cuDNN divides by {@code size}
   * @param beta the exponent
   * @param bias what is added to the sum
   */
  public LocalResponse(int size, double alpha, double beta, double bias) {
    String subject = "LRN of " + size + " channels";
    Status.cudnn(cudnn.cudnnCreateLRNDescriptor(descriptor), "cudnnCreateLRNDescriptor", subject);
    this.handle =
        new NativeHandle(
            "LRN descriptor",
            () ->
                Status.cudnn(
                    cudnn.cudnnDestroyLRNDescriptor(descriptor),
                    "cudnnDestroyLRNDescriptor",
                    subject));
    boolean complete = false;
    try {
      Status.cudnn(
          cudnn.cudnnSetLRNDescriptor(descriptor, size, alpha, beta, bias),
          "cudnnSetLRNDescriptor",
          subject);
      complete = true;
    } finally {
      if (!complete) {
        handle.close();
      }
    }
  }

  cudnnLRNStruct pointer() {
    return descriptor;
  }

  @Override
  public void close() {
    handle.close();
  }
}
