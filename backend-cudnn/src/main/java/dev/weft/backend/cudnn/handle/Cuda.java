package dev.weft.backend.cudnn.handle;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.global.cublas;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cudnn;

/** CUDA's runtime as a whole: versions and devices. Thread-safe, once the libraries are open. */
public final class Cuda {

  private static final int MAJOR = 1000;
  private static final int MINOR = 10;

  private Cuda() {}

  /**
   * Loads JavaCPP's libraries.
   *
   * @throws LinkageError if one cannot be loaded
   */
  public static void load() {
    // Reading a version makes each class load its library.
    int unused = driverVersion() + runtimeVersion();
    long unusedDnn = cudnnVersion();
    String unusedCompiler = KernelCompiler.version();
    String unusedText = cublas.cublasGetStatusString(0).getString();
  }

  /**
   * {@return the version of CUDA that the driver supports at most, such as 13010; 0 without a
   * driver}
   */
  public static int driverVersion() {
    int[] version = new int[1];
    return cudart.cudaDriverGetVersion(version) == cudart.cudaSuccess ? version[0] : 0;
  }

  /** {@return the version of the runtime library, such as 13010} */
  public static int runtimeVersion() {
    int[] version = new int[1];
    return cudart.cudaRuntimeGetVersion(version) == cudart.cudaSuccess ? version[0] : 0;
  }

  /** {@return cuDNN's version, such as 91900} */
  public static long cudnnVersion() {
    return cudnn.cudnnGetVersion();
  }

  /**
   * {@return a version of CUDA as people write it, such as 13.1}
   *
   * @param version such as 13010
   */
  public static String text(int version) {
    return version / MAJOR + "." + version % MAJOR / MINOR;
  }

  /**
   * Tells what keeps devices from being used.
   *
   * @return CUDA's error text, or an empty text if there is a device
   */
  public static String trouble() {
    int[] count = new int[1];
    int status = cudart.cudaGetDeviceCount(count);
    if (status == cudart.cudaSuccess) {
      return count[0] > 0 ? "" : "no CUDA-capable device is detected";
    }
    int unused = cudart.cudaGetLastError();
    return cudart.cudaGetErrorString(status).getString();
  }

  /** {@return all GPUs} */
  public static List<Gpu> gpus() {
    int[] count = new int[1];
    Status.cuda(cudart.cudaGetDeviceCount(count), "cudaGetDeviceCount", "GPUs");
    List<Gpu> gpus = new ArrayList<>();
    for (int i = 0; i < count[0]; i++) {
      gpus.add(Gpu.of(i));
    }
    return List.copyOf(gpus);
  }
}
