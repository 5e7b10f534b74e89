package dev.weft.backend.cudnn;

import dev.weft.BackendUnavailableException;
import dev.weft.Device;
import dev.weft.backend.cudnn.handle.Cuda;
import dev.weft.backend.cudnn.handle.CudaLibraries;
import dev.weft.backend.cudnn.handle.Gpu;
import dev.weft.backend.cudnn.handle.KernelCompiler;
import dev.weft.nativesupport.library.Uninterrupted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The native libraries and the GPUs of this process, found once and never let go. Thread-safe. */
final class CudnnRuntime {
  /** The system property that names folders of the libraries. */
  static final String SYSTEM_PROPERTY = "dev.weft.cudnn.libraries";

  /** The environment variable that names folders of the libraries. */
  static final String ENVIRONMENT_VARIABLE = "WEFT_CUDNN_LIBRARIES";

  private static final String DRIVER = "libcuda.so.1";

  private static final String PRESET_FIX =
      "add org.bytedeco:cuda and org.bytedeco:javacpp, each also with the classifier of this platform,"
          + " such as linux-x86_64, to the class path, or to the module path with --add-modules of"
          + " their modules";

  private static @Nullable CudnnRuntime started;

  private final Map<String, String> libraries;
  private final List<Gpu> gpus;

  private CudnnRuntime(Map<String, String> libraries, List<Gpu> gpus) {
    this.libraries = libraries;
    this.gpus = gpus;
  }

  /**
   * Loads the libraries and finds the GPUs.
   *
   * @param option folders of the libraries that an option names, or null
   * @throws BackendUnavailableException if a library, a driver or a GPU is missing
   */
  static synchronized CudnnRuntime start(@Nullable String option) {
    CudnnRuntime present = started;
    if (present == null) {
      present = Uninterrupted.call(() -> load(option));
      started = present;
    }
    return present;
  }

  /** Does what {@link #start} does once. */
  static CudnnRuntime load(@Nullable String option) {
    List<Path> folders = new ArrayList<>();
    folders.addAll(CudaLibraries.pathsOf(option));
    folders.addAll(CudaLibraries.pathsOf(System.getProperty(SYSTEM_PROPERTY)));
    folders.addAll(CudaLibraries.pathsOf(System.getenv(ENVIRONMENT_VARIABLE)));
    CudaLibraries.Search search;
    try {
      search = CudaLibraries.open(folders);
    } catch (LinkageError e) {
      throw new BackendUnavailableException(
          "JavaCPP's binding of CUDA cannot be loaded: " + rootOf(e), PRESET_FIX, e);
    }
    requireAll(search, folders);
    try {
      Cuda.load();
    } catch (LinkageError e) {
      throw new BackendUnavailableException(
          "JavaCPP's binding of CUDA cannot be loaded: " + rootOf(e), PRESET_FIX, e);
    }
    requireDriver();
    List<Gpu> gpus = Cuda.gpus();
    if (gpus.stream().noneMatch(Gpu::isSupported)) {
      throw tooOld(gpus.get(0));
    }
    return new CudnnRuntime(search.files(), gpus);
  }

  private static void requireAll(CudaLibraries.Search search, List<Path> folders) {
    List<String> missing = new ArrayList<>(search.missing());
    String broken = broken(search);
    if (missing.remove(DRIVER)) {
      throw new BackendUnavailableException(
          "no NVIDIA driver: "
              + DRIVER
              + " is not found"
              + (missing.isEmpty() ? "" : "; nor are " + String.join(", ", missing))
              + (broken.isEmpty() ? "" : "; " + broken),
          "install the driver of an NVIDIA GPU that supports CUDA 13; a machine without such a GPU"
              + " computes with backend 'onednn'",
          null);
    }
    if (missing.isEmpty() && broken.isEmpty()) {
      return;
    }
    String reason =
        missing.isEmpty()
            ? broken
            : "libraries of CUDA 13 and cuDNN 9 are not found: "
                + String.join(", ", missing)
                + (folders.isEmpty() ? "" : "; looked in " + folders + " first")
                + (broken.isEmpty() ? "" : "; " + broken);
    throw new BackendUnavailableException(
        reason,
        "install CUDA 13 and cuDNN 9, or the Python packages nvidia-cuda-runtime, nvidia-cuda-nvrtc,"
            + " nvidia-cublas and nvidia-cudnn-cu13, and name the folders of the libraries with the"
            + " option "
            + CudnnOptions.LIBRARIES
            + ", the system property "
            + SYSTEM_PROPERTY
            + " or the environment variable "
            + ENVIRONMENT_VARIABLE
            + "; or add org.bytedeco:cuda with the classifiers linux-x86_64-redist,"
            + " linux-x86_64-redist-cublas and linux-x86_64-redist-cudnn",
        null);
  }

  /** Tells of files that are there and cannot be opened, with the linker's reasons. */
  private static String broken(CudaLibraries.Search search) {
    return search.broken().entrySet().stream()
        .map(library -> library.getKey() + " cannot be opened: " + library.getValue())
        .collect(Collectors.joining("; "));
  }

  private static void requireDriver() {
    int driver = Cuda.driverVersion();
    int runtime = Cuda.runtimeVersion();
    if (driver == 0) {
      throw new BackendUnavailableException(
          "no NVIDIA driver is running",
          "install the driver of an NVIDIA GPU that supports CUDA " + Cuda.text(runtime),
          null);
    }
    if (driver / 1000 < runtime / 1000) {
      throw new BackendUnavailableException(
          "the NVIDIA driver is too old: it supports CUDA "
              + Cuda.text(driver)
              + ", the runtime library is of CUDA "
              + Cuda.text(runtime),
          "install a driver that supports CUDA "
              + runtime / 1000
              + ".0 or newer; for CUDA 13 that is driver 580 or newer",
          null);
    }
    String trouble = Cuda.trouble();
    if (!trouble.isEmpty()) {
      throw new BackendUnavailableException(
          "no GPU can be used: " + trouble,
          "see that nvidia-smi lists a GPU and that CUDA_VISIBLE_DEVICES does not hide it",
          null);
    }
  }

  /** Returns all GPUs. */
  List<Gpu> gpus() {
    return gpus;
  }

  /**
   * Returns the GPUs that a device means.
   *
   * @throws BackendUnavailableException if there is no such GPU
   */
  List<Gpu> gpusOf(Device device) {
    if (device.kind() != Device.Kind.GPU) {
      throw new BackendUnavailableException(
          "backend 'cudnn' computes on GPUs, not on " + device,
          "leave the device out, name Device.gpu(n), or choose a backend for CPUs",
          null);
    }
    if (device.equals(Device.gpus())) {
      return usable();
    }
    if (device.index() >= gpus.size()) {
      throw new BackendUnavailableException(
          "there is no " + device + ": this machine shows " + gpus, "name one of them", null);
    }
    Gpu gpu = gpus.get(device.index());
    if (!gpu.isSupported()) {
      throw tooOld(gpu);
    }
    return List.of(gpu);
  }

  /** Returns the GPUs that CUDA 13 knows. */
  List<Gpu> usable() {
    return gpus.stream().filter(Gpu::isSupported).toList();
  }

  private static BackendUnavailableException tooOld(Gpu gpu) {
    return new BackendUnavailableException(
        gpu + " is too old: CUDA 13 does not know architecture " + gpu.architecture(),
        "choose a GPU of architecture sm_75 or newer, or backend 'onednn'",
        null);
  }

  /**
   * Returns what there is to know of libraries and GPUs without using one: who asks how much memory
   * is free gets a context on that GPU, which takes memory itself, and may fail.
   */
  Map<String, String> details() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("CUDA driver", "supports " + Cuda.text(Cuda.driverVersion()));
    details.put("CUDA runtime", Cuda.text(Cuda.runtimeVersion()));
    details.put("cuDNN", versionOfCudnn(Cuda.cudnnVersion()));
    details.put("NVRTC", KernelCompiler.version());
    details.put("library", libraries.getOrDefault("libcudnn.so.9", "unknown"));
    for (Gpu gpu : gpus) {
      details.put(
          "gpu(" + gpu.index() + ")",
          gpu.name() + ", " + gpu.architecture() + ", " + (gpu.totalBytes() >> 20) + " MiB");
    }
    return details;
  }

  private static String versionOfCudnn(long version) {
    return version / 10000 + "." + version / 100 % 100 + "." + version % 100;
  }

  private static String rootOf(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }
}
