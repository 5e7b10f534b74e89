package dev.weft.backend.cudnn.handle;

import dev.weft.BackendException;
import dev.weft.nativesupport.lifetime.Rollback;
import java.util.List;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.PointerPointer;

/** Compiles CUDA C for one GPU architecture, with NVRTC. Thread-safe. */
public final class KernelCompiler {
  private KernelCompiler() {}

  /** {@return NVRTC's version, such as 13.1} */
  public static String version() {
    int[] major = new int[1];
    int[] minor = new int[1];
    Status.nvrtc(nvrtc.nvrtcVersion(major, minor), "nvrtcVersion", "version");
    return major[0] + "." + minor[0];
  }

  /**
   * Compiles a source.
   *
   * @param name its name, for messages
   * @param source the text, complete
   * @param options options of NVRTC
   * @return machine code, for {@link KernelModule#load}
   * @throws BackendException if it does not compile; the message holds the compiler's log
   */
  public static byte[] compile(String name, String source, List<String> options) {
    _nvrtcProgram program = new _nvrtcProgram();
    try (HostMemory text = HostMemory.of(source);
        HostMemory title = HostMemory.of(name)) {
      Status.nvrtc(
          nvrtc.nvrtcCreateProgram(
              program,
              text.bytes(),
              title.bytes(),
              0,
              (PointerPointer<?>) null,
              (PointerPointer<?>) null),
          "nvrtcCreateProgram",
          name);
    }
    try (Rollback made = new Rollback()) {
      HostMemory list = made.add(HostMemory.allocate(options.size() * (long) Long.BYTES));
      for (int i = 0; i < options.size(); i++) {
        list.pointers().put(i, made.add(HostMemory.of(options.get(i))).pointer());
      }
      int status = nvrtc.nvrtcCompileProgram(program, options.size(), list.pointers());
      if (status != nvrtc.NVRTC_SUCCESS) {
        throw new BackendException(name, "nvrtcCompileProgram", status, log(program, name));
      }
      return code(program, name);
    } finally {
      Status.nvrtc(nvrtc.nvrtcDestroyProgram(program), "nvrtcDestroyProgram", name);
    }
  }

  private static byte[] code(_nvrtcProgram program, String name) {
    try (HostMemory size = HostMemory.ofWord()) {
      Status.nvrtc(nvrtc.nvrtcGetCUBINSize(program, size.size()), "nvrtcGetCUBINSize", name);
      byte[] code = new byte[Math.toIntExact(size.size().get())];
      Status.nvrtc(nvrtc.nvrtcGetCUBIN(program, code), "nvrtcGetCUBIN", name);
      return code;
    }
  }

  private static String log(_nvrtcProgram program, String name) {
    try (HostMemory size = HostMemory.ofWord()) {
      Status.nvrtc(
          nvrtc.nvrtcGetProgramLogSize(program, size.size()), "nvrtcGetProgramLogSize", name);
      try (HostMemory text = HostMemory.allocate(size.size().get() + 1)) {
        Status.nvrtc(nvrtc.nvrtcGetProgramLog(program, text.bytes()), "nvrtcGetProgramLog", name);
        return text.text();
      }
    }
  }
}
