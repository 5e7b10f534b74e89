package dev.weft.backend.onednn.handle;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import java.io.File;
import java.util.Map;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;

/**
 * The number of threads that oneDNN computes with, which OpenMP keeps for each calling thread. It
 * is looked up through oneDNN's own library, since a process may hold several OpenMP libraries.
 */
public final class OpenMp {
  private static final class Holder {
    private static final NativeLibrary LIBRARY = NativeLibrary.getInstance(library());
    static final Function SET_THREADS = LIBRARY.getFunction("omp_set_num_threads");
    static final Function THREADS = LIBRARY.getFunction("omp_get_max_threads");

    private static String library() {
      Engine.get();
      File folder = new File(Loader.load(dnnl.class)).getParentFile();
      for (String name : new String[] {"libdnnl.so.3", "libdnnl.3.dylib", "dnnl.dll"}) {
        File file = new File(folder, name);
        if (file.isFile()) {
          return file.getPath();
        }
      }
      throw new UnsatisfiedLinkError("no oneDNN library in " + folder);
    }
  }

  private OpenMp() {}

  /** Finds OpenMP, lest the first call pay for it. */
  public static void load() {
    Function unused = Holder.SET_THREADS;
  }

  /**
   * Sets how many threads compute what the calling thread starts.
   *
   * @param count the number
   */
  public static void setThreads(int count) {
    Holder.SET_THREADS.invokeVoid(new Object[] {count});
  }

  /** {@return how many threads compute what the calling thread starts} */
  public static int threads() {
    return Holder.THREADS.invokeInt(new Object[0]);
  }

  /** {@return the OpenMP library of oneDNN, and any other in the process} */
  public static Map<String, String> describe() {
    return LoadedLibraries.openMp(com.sun.jna.Pointer.nativeValue(Holder.SET_THREADS));
  }
}
