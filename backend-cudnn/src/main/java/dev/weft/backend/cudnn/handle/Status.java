package dev.weft.backend.cudnn.handle;

import dev.weft.BackendException;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** The one check of what a function of each library returned: throws unless it succeeded. */
final class Status {
  private static final int TEXT_BYTES = 1024;

  private Status() {}

  /**
   * Checks a function of the CUDA runtime.
   *
   * @param subject what it was called for
   */
  static void cuda(int status, String function, String subject) {
    if (status != cudart.cudaSuccess) {
      // Reading an error that concerns one call alone forgets it, so that later calls are not
      // blamed.
      int unused = cudart.cudaGetLastError();
      throw new BackendException(
          subject, function, status, text(cudart.cudaGetErrorString(status)));
    }
  }

  /**
   * Checks a function of the CUDA driver.
   *
   * @param subject what it was called for
   */
  static void driver(int status, String function, String subject) {
    if (status != cudart.CUDA_SUCCESS) {
      try (HostMemory word = HostMemory.ofWord()) {
        PointerPointer<Pointer> text = word.pointers();
        boolean known = cudart.cuGetErrorString(status, text) == cudart.CUDA_SUCCESS;
        throw new BackendException(
            subject,
            function,
            status,
            known ? new BytePointer(text.get()).getString() : "unknown error");
      }
    }
  }

  /**
   * Checks a function of cuDNN.
   *
   * @param subject what it was called for
   */
  static void cudnn(int status, String function, String subject) {
    if (status != cudnn.CUDNN_STATUS_SUCCESS) {
      String text = text(cudnn.cudnnGetErrorString(status));
      try (HostMemory room = HostMemory.allocate(TEXT_BYTES)) {
        cudnn.cudnnGetLastErrorString(room.bytes(), TEXT_BYTES);
        String more = room.text().strip();
        throw new BackendException(
            subject, function, status, more.isEmpty() ? text : text + ": " + more);
      }
    }
  }

  /**
   * Checks a function of cuBLAS.
   *
   * @param subject what it was called for
   */
  static void cublas(int status, String function, String subject) {
    if (status != cublas.CUBLAS_STATUS_SUCCESS) {
      throw new BackendException(
          subject, function, status, text(cublas.cublasGetStatusString(status)));
    }
  }

  /**
   * Checks a function of NVRTC.
   *
   * @param subject what it was called for
   */
  static void nvrtc(int status, String function, String subject) {
    if (status != nvrtc.NVRTC_SUCCESS) {
      throw new BackendException(
          subject, function, status, text(nvrtc.nvrtcGetErrorString(status)));
    }
  }

  private static String text(BytePointer text) {
    return text == null || text.isNull() ? "unknown error" : text.getString();
  }
}
