package dev.weft.backend.cudnn.simulated;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The simulated devices of this process. Faults and sizes are settings of the process; the
 * libraries are opened with the first use and stay open. Thread-safe.
 */
public final class SimulatedCuda {
  /** How many devices there may be at most. */
  public static final int MAX_DEVICES = 8;

  /**
   * The system property that names a folder with a real {@code libnvrtc.so.13}. It then compiles
   * kernels beside the simulated one, and a kernel that it refuses does not compile.
   */
  public static final String NVRTC = "weft.nvrtc";

  private static final int TEXT_BYTES = 64 << 10;

  private final Path folder;
  private final NativeLibrary library;

  private SimulatedCuda(Path folder) {
    this.folder = folder;
    this.library = NativeLibrary.getInstance(folder.resolve("libcuda.so.1").toString());
    String nvrtc = System.getProperty(NVRTC, "");
    if (!nvrtc.isEmpty()) {
      useRealCompiler(Path.of(nvrtc));
    }
  }

  /** Holds the one simulation; built when it is first asked for. */
  private static final class Holder {
    static final SimulatedCuda INSTANCE =
        new SimulatedCuda(SimulatedLibraries.ofThisModule().build());

    private Holder() {}
  }

  /**
   * {@return the simulation, whose libraries are built if they are not there}
   *
   * @throws NoCompilerException if the system has no C compiler
   * @throws IllegalArgumentException if {@value #NVRTC} names a folder without NVRTC
   */
  public static SimulatedCuda get() {
    try {
      return Holder.INSTANCE;
    } catch (ExceptionInInitializerError e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** {@return the folder of the libraries} */
  public Path folder() {
    return folder;
  }

  private void useRealCompiler(Path nvrtc) {
    String command =
        String.join(
            " ",
            folder.resolve(SimulatedLibraries.NVRTC_CHECK).toString(),
            fileIn(nvrtc, "libnvrtc.so.13"),
            fileIn(nvrtc, "libnvrtc-builtins.so.13.*"));
    library.getFunction("sim_use_nvrtc").invokeVoid(new Object[] {command});
  }

  private static String fileIn(Path folder, String pattern) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
      for (Path file : files) {
        return file.toAbsolutePath().toString();
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(folder + " of " + NVRTC + " cannot be read", e);
    }
    throw new IllegalArgumentException(
        NVRTC + " has to name a folder with NVRTC: " + folder + " has no " + pattern);
  }

  /** Ends faults and limits; devices and versions are as at the start. */
  public void reset() {
    library.getFunction("sim_reset").invokeVoid(new Object[0]);
  }

  /**
   * Sets how many devices there are; 2 at the start.
   *
   * @param count at most 8
   */
  public void devices(int count) {
    library.getFunction("sim_set_devices").invokeVoid(new Object[] {count});
  }

  /**
   * Lets one call fail.
   *
   * @param function its name, as the C function is called
   * @param nth which call from now, 1 for the next
   * @param code what it returns
   */
  public void fail(String function, long nth, int code) {
    library.getFunction("sim_fail").invokeVoid(new Object[] {function, nth, code});
  }

  /**
   * Lets a device have so much memory.
   *
   * @param device the device
   * @param bytes its memory; 0 for what it has at the start
   */
  public void limitMemory(int device, long bytes) {
    library.getFunction("sim_limit_memory").invokeVoid(new Object[] {device, bytes});
  }

  /**
   * Lets every call to a device fail from now on.
   *
   * @param device the device
   * @param code what CUDA's functions return; 0 ends it
   */
  public void sticky(int device, int code) {
    library.getFunction("sim_sticky").invokeVoid(new Object[] {device, code});
  }

  /**
   * Takes what is left on a device away, as the end of a process does where the device is lost.
   *
   * @param device the device, or -1 for pinned memory of the host
   */
  public void loseDevice(int device) {
    library.getFunction("sim_lose_device").invokeVoid(new Object[] {device});
  }

  /**
   * Sets the version of CUDA that the driver supports.
   *
   * @param version such as 13010; 0 for no driver
   */
  public void driverVersion(int version) {
    library.getFunction("sim_set_driver_version").invokeVoid(new Object[] {version});
  }

  /**
   * Sets the version of the runtime library.
   *
   * @param version such as 13010
   */
  public void runtimeVersion(int version) {
    library.getFunction("sim_set_runtime_version").invokeVoid(new Object[] {version});
  }

  /**
   * Sets the architecture of GPUs that are looked up from now on.
   *
   * @param major the first number of the compute capability, such as 9
   */
  public void architecture(int major) {
    library.getFunction("sim_set_architecture").invokeVoid(new Object[] {major});
  }

  /** {@return a line for each kind of objects of which some live; empty if none does} */
  public String liveObjects() {
    return text("sim_live_objects");
  }

  /** {@return what broke a rule, a line each; empty if nothing did} */
  public String violations() {
    return text("sim_violations");
  }

  /** Forgets the violations. */
  public void forgetViolations() {
    library.getFunction("sim_forget_violations").invokeVoid(new Object[0]);
  }

  /**
   * {@return how many bytes of a device are allocated}
   *
   * @param device the device; -1 for pinned memory of the host
   */
  public long memoryInUse(int device) {
    return library.getFunction("sim_memory_in_use").invokeLong(new Object[] {device});
  }

  /** {@return how much pinned memory was in use at most since this was asked last} */
  public long mostPinned() {
    return library.getFunction("sim_most_pinned").invokeLong(new Object[0]);
  }

  /** Looks for writes to memory that was freed before; they are violations. */
  public void checkFreedMemory() {
    library.getFunction("sim_check_freed_memory").invokeVoid(new Object[0]);
  }

  /**
   * {@return how often a function was called}
   *
   * @param function its name
   */
  public long calls(String function) {
    return library.getFunction("sim_calls").invokeLong(new Object[] {function});
  }

  private String text(String function) {
    byte[] text = new byte[TEXT_BYTES];
    long unused = library.getFunction(function).invokeLong(new Object[] {text, (long) TEXT_BYTES});
    int end = 0;
    while (end < text.length && text[end] != 0) {
      end++;
    }
    return new String(text, 0, end, StandardCharsets.UTF_8);
  }
}
