package dev.weft.backend.cudnn.handle;

import dev.weft.BackendException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

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
    try (BytePointer text = new BytePointer(source, StandardCharsets.UTF_8);
        BytePointer title = new BytePointer(name, StandardCharsets.UTF_8)) {
      Status.nvrtc(
          nvrtc.nvrtcCreateProgram(
              program, text, title, 0, (PointerPointer<?>) null, (PointerPointer<?>) null),
          "nvrtcCreateProgram",
          name);
    }
    try (PointerPointer<BytePointer> list = new PointerPointer<>(options.toArray(String[]::new))) {
      int status = nvrtc.nvrtcCompileProgram(program, options.size(), list);
      if (status != nvrtc.NVRTC_SUCCESS) {
        throw new BackendException(name, "nvrtcCompileProgram", status, log(program, name));
      }
      return code(program, name);
    } finally {
      Status.nvrtc(nvrtc.nvrtcDestroyProgram(program), "nvrtcDestroyProgram", name);
    }
  }

  private static byte[] code(_nvrtcProgram program, String name) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      Status.nvrtc(nvrtc.nvrtcGetCUBINSize(program, size), "nvrtcGetCUBINSize", name);
      byte[] code = new byte[Math.toIntExact(size.get())];
      Status.nvrtc(nvrtc.nvrtcGetCUBIN(program, code), "nvrtcGetCUBIN", name);
      return code;
    }
  }

  private static String log(_nvrtcProgram program, String name) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      Status.nvrtc(nvrtc.nvrtcGetProgramLogSize(program, size), "nvrtcGetProgramLogSize", name);
      try (BytePointer text = new BytePointer(Math.max(1, size.get()))) {
        Status.nvrtc(nvrtc.nvrtcGetProgramLog(program, text), "nvrtcGetProgramLog", name);
        return text.getString();
      }
    }
  }
}
