package dev.weft.demo;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * libmxnet, loaded from the native jar on the class path. The engine's autograd state belongs to a
 * thread, so one thread at a time trains.
 */
final class Mxnet {
  /** libmxnet finds the others beside it. */
  private static final List<String> FILES =
      List.of(
          "libquadmath.so.0",
          "libgfortran.so.3",
          "libgomp.so.1",
          "libopenblas.so.0",
          "libmxnet.so");

  private final MxnetLibrary library;

  private Mxnet(MxnetLibrary library) {
    this.library = library;
  }

  /** Loads the library; later calls return what the first one loaded. */
  static Mxnet load() {
    return Holder.LOADED;
  }

  /** The C functions; hand each status to {@link #check}. */
  MxnetLibrary functions() {
    return library;
  }

  /** Throws with libmxnet's own text unless the status is 0. */
  void check(int status, String function, Object subject) {
    if (status != 0) {
      throw new IllegalStateException(
          function + " on " + subject + " returned " + status + ": " + library.MXGetLastError());
    }
  }

  /** The handle of an operator; libmxnet owns it. */
  Pointer operator(String name) {
    PointerByReference out = new PointerByReference();
    check(library.NNGetOpHandle(name, out), "NNGetOpHandle", name);
    return out.getValue();
  }

  private static Mxnet open() {
    try {
      Path directory = Files.createTempDirectory("weft-demo-natives");
      try {
        for (String file : FILES) {
          extract(file, directory.resolve(file));
        }
        Path main = directory.resolve("libmxnet.so");
        return new Mxnet(Native.load(main.toString(), MxnetLibrary.class));
      } finally {
        // Linux keeps the mapped files alive without their names.
        for (String file : FILES) {
          Files.deleteIfExists(directory.resolve(file));
        }
        Files.delete(directory);
      }
    } catch (IOException e) {
      throw new IllegalStateException("unpacking libmxnet into a temporary directory", e);
    }
  }

  private static void extract(String file, Path target) throws IOException {
    String resource = "native/lib/" + file;
    try (InputStream in = Mxnet.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(
            resource + " is not on the class path: expected ai.djl.mxnet:mxnet-native-mkl");
      }
      Files.copy(in, target);
    }
  }

  /** Loads at the first use. */
  private static final class Holder {
    private static final Mxnet LOADED = open();
  }
}
