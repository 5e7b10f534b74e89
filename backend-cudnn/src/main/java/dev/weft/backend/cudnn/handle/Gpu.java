package dev.weft.backend.cudnn.handle;

import dev.weft.BackendException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.regex.Pattern;
import org.bytedeco.cuda.cudart.cudaDeviceProp;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;

/**
 * One GPU of this machine. Thread-safe, kept as long as the process lives.
 *
 * <p>Some errors of CUDA, such as an illegal address in a kernel, stay: every later call of the
 * process to that GPU fails, too. {@link #inspect} finds that out after a failure, and {@link
 * #requireUsable} tells those who come later.
 *
 * <p>CUDA lets nobody wait for a whole GPU while any thread records work of one of its streams: the
 * wait fails, and the recording is lost, whatever its mode. Libraries wait so when they destroy
 * their handles, for instance. What records goes through {@link #recording}, what may wait through
 * {@link #apart}; neither is called within the other.
 */
public final class Gpu {
  private static final Set<Integer> LASTING =
      Set.of(
          cudart.cudaErrorECCUncorrectable,
          cudart.cudaErrorNvlinkUncorrectable,
          cudart.cudaErrorContained,
          cudart.cudaErrorIllegalAddress,
          cudart.cudaErrorLaunchTimeout,
          cudart.cudaErrorAssert,
          cudart.cudaErrorHardwareStackError,
          cudart.cudaErrorIllegalInstruction,
          cudart.cudaErrorMisalignedAddress,
          cudart.cudaErrorInvalidAddressSpace,
          cudart.cudaErrorInvalidPc,
          cudart.cudaErrorLaunchFailure,
          cudart.cudaErrorTensorMemoryLeak);

  /** Of the oldest GPUs that CUDA 13 knows. */
  private static final int LEAST_ARCHITECTURE = 75;

  /** Functions of the runtime and the driver, whose codes are the same. */
  private static final Pattern OF_CUDA = Pattern.compile("cu(da)?[A-Z].*");

  private final int index;
  private final String name;
  private final int major;
  private final int minor;
  private final long totalBytes;
  private final AtomicReference<@Nullable BackendException> broken = new AtomicReference<>();

  /** Read by threads that record work, written by one that may wait for the whole GPU. */
  private final ReadWriteLock recording = new ReentrantReadWriteLock();

  private Gpu(int index, cudaDeviceProp properties) {
    this.index = index;
    this.name = properties.name().getString();
    this.major = properties.major();
    this.minor = properties.minor();
    this.totalBytes = properties.totalGlobalMem();
  }

  static Gpu of(int index) {
    try (HostMemory memory = HostMemory.allocate(Loader.sizeof(cudaDeviceProp.class))) {
      cudaDeviceProp properties = new cudaDeviceProp(memory.pointer());
      Status.cuda(
          cudart.cudaGetDeviceProperties(properties, index),
          "cudaGetDeviceProperties",
          "gpu(" + index + ")");
      return new Gpu(index, properties);
    }
  }

  /** {@return its index among the GPUs that CUDA shows to this process} */
  public int index() {
    return index;
  }

  /** {@return its name, such as "NVIDIA H100"} */
  public String name() {
    return name;
  }

  /** {@return the size of its memory} */
  public long totalBytes() {
    return totalBytes;
  }

  /** {@return its compute capability as NVRTC names it, such as sm_90} */
  public String architecture() {
    return "sm_" + major + minor;
  }

  /** Returns the first number of its compute capability, such as 9 of sm_90. */
  int major() {
    return major;
  }

  /** {@return whether libraries and compiler of CUDA 13 know its architecture: sm_75 and newer} */
  public boolean isSupported() {
    return 10 * major + minor >= LEAST_ARCHITECTURE;
  }

  /** {@return whether its tensor cores know BF16} */
  public boolean hasBf16() {
    return major >= 8;
  }

  /** {@return whether it may round single-precision factors to TF32} */
  boolean hasTf32() {
    return major >= 8;
  }

  /** {@return how many bytes of its memory are free now} */
  public long freeBytes() {
    makeCurrent();
    try (HostMemory free = HostMemory.ofWord();
        HostMemory total = HostMemory.ofWord()) {
      Status.cuda(cudart.cudaMemGetInfo(free.size(), total.size()), "cudaMemGetInfo", toString());
      return free.size().get();
    }
  }

  /** Lets calls of this thread go to this GPU. */
  public void makeCurrent() {
    Status.cuda(cudart.cudaSetDevice(index), "cudaSetDevice", toString());
  }

  /**
   * Finds out after a failure whether the GPU can still be used by this process.
   *
   * @param failure what failed
   */
  public void inspect(BackendException failure) {
    // Code 0: inputs cannot be computed, or a budget is used up.
    if (failure.code() != 0 && (isLasting(failure) || !answers())) {
      broken.compareAndSet(null, failure);
    }
  }

  /** Returns whether an error is one of those after which CUDA wants the process to end. */
  private static boolean isLasting(BackendException failure) {
    return LASTING.contains(failure.code()) && OF_CUDA.matcher(failure.function()).matches();
  }

  /** Other libraries have codes of their own for what CUDA then answers to every call. */
  private boolean answers() {
    try (HostMemory free = HostMemory.ofWord();
        HostMemory total = HostMemory.ofWord()) {
      return cudart.cudaSetDevice(index) == cudart.cudaSuccess
          && cudart.cudaMemGetInfo(free.size(), total.size()) == cudart.cudaSuccess;
    }
  }

  /**
   * Frees something of this GPU. Where an earlier error has made the GPU unusable, freeing fails,
   * too, which is no news; the memory comes back when the process ends.
   *
   * @param free frees it
   */
  void release(Runnable free) {
    try {
      makeCurrent();
      free.run();
    } catch (BackendException e) {
      inspect(e);
      if (broken.get() == null) {
        throw e;
      }
    }
  }

  /**
   * Records work, while nobody waits for the whole GPU.
   *
   * @param record records it
   */
  void recording(Runnable record) {
    within(recording.readLock(), record);
  }

  /**
   * Does what may wait for the whole GPU, while nobody records work.
   *
   * @param call does it
   */
  void apart(Runnable call) {
    within(recording.writeLock(), call);
  }

  private static void within(Lock lock, Runnable call) {
    lock.lock();
    try {
      call.run();
    } finally {
      lock.unlock();
    }
  }

  /**
   * Throws if an earlier error has made the GPU unusable.
   *
   * @param subject what wants to use it
   */
  public void requireUsable(String subject) {
    BackendException cause = broken.get();
    if (cause != null) {
      throw new BackendException(
          subject,
          cause.function(),
          cause.code(),
          this + " cannot be used by this process any more, since: " + cause.getMessage(),
          cause);
    }
  }

  /** Returns its index, as {@code dev.weft.Device} writes it, and its name. */
  @Override
  public String toString() {
    return "gpu(" + index + ") " + name;
  }
}
