package dev.weft.backend.mxnet.handle;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import dev.weft.BackendUnavailableException;
import dev.weft.backend.mxnet.bind.LibC;
import dev.weft.backend.mxnet.bind.LibMxnet;
import dev.weft.backend.mxnet.bind.LibMxnet1;
import dev.weft.backend.mxnet.bind.LibMxnet2;
import dev.weft.nativesupport.library.CacheDirectory;
import dev.weft.nativesupport.library.LibraryLocation;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Loads libmxnet, and prepares the environment that it reads while it is loaded. */
public final class MxnetLoader {
  private static final System.Logger LOGGER = System.getLogger(MxnetLoader.class.getName());
  private static final int RTLD_LAZY = 1;

  private MxnetLoader() {}

  /**
   * Loads the library.
   *
   * @param location where it is
   * @param howToProvide the fix to name where it cannot be loaded
   * @return the library
   * @throws BackendUnavailableException if it cannot be loaded, or is no fitting libmxnet
   */
  public static Mxnet load(LibraryLocation location, String howToProvide) {
    Map<String, Object> options = loadOptions();
    try {
      NativeLibrary library = NativeLibrary.getInstance(location.target(), options);
      boolean first = exports(library, "MXCreateCachedOpEX");
      Dialect dialect =
          first
              ? new Dialect.V1(Native.load(location.target(), LibMxnet1.class, options))
              : new Dialect.V2(Native.load(location.target(), LibMxnet2.class, options));
      if (!exports(library, dialect.createCachedOpFunction())) {
        throw new BackendUnavailableException(
            "backend 'mxnet': "
                + location.target()
                + " ("
                + location.origin()
                + ") is no libmxnet with thread-safe operators: it exports neither MXCreateCachedOpEX nor"
                + " MXCreateCachedOp",
            "use libmxnet 1.9 or newer",
            null);
      }
      LibMxnet lib = Native.load(location.target(), LibMxnet.class, options);
      return new Mxnet(
          lib,
          dialect,
          library.getFile() == null ? location.target() : library.getFile().getPath());
    } catch (UnsatisfiedLinkError e) {
      throw new BackendUnavailableException(
          "backend 'mxnet': libmxnet cannot be loaded from "
              + location.target()
              + " ("
              + location.origin()
              + "): "
              + reasons(e.getMessage()),
          howToProvide
              + "; a file that is there needs its own libraries beside it, and a directory that may hold executable"
              + " files, which for the natives of a jar the system property "
              + CacheDirectory.SYSTEM_PROPERTY
              + " names",
          e);
    }
  }

  /**
   * {@return a variable of the process's real environment, or empty}
   *
   * @param name its name
   */
  public static Optional<String> environment(String name) {
    return Optional.ofNullable(libC().getenv(name));
  }

  /**
   * Sets a variable of the process's real environment.
   *
   * @param name its name
   * @param value its value
   */
  public static void setEnvironment(String name, String value) {
    libC().setenv(name, value, 1);
  }

  /**
   * Gives free memory of the C heap back to the system, where the C library can. The GNU one
   * otherwise keeps what threads freed, by thread, for their next allocation: a closed model would
   * stay resident.
   */
  public static void trimHeap() {
    try {
      int unusedReleased = libC().malloc_trim(0);
    } catch (UnsatisfiedLinkError e) {
      LOGGER.log(System.Logger.Level.DEBUG, "the C library has no malloc_trim", e);
    }
  }

  /**
   * Lets the process end without what libmxnet does at its end: it frees what its own threads still
   * compute with, and a call that runs meanwhile would be a crash. The exit status stays what it
   * was, and what C programs have in their output buffers is written. What libmxnet makes later is
   * freed earlier, so this is asked for again when it has computed something. Only the GNU C
   * library can be asked.
   */
  public static void endWithoutDestructors() {
    try {
      NativeLibrary library = NativeLibrary.getInstance("c");
      // The last one registered is the first to be called; _exit takes the status, and returns not.
      int unusedEnd = libC().on_exit(library.getFunction("_exit"), null);
      int unusedFlush = libC().on_exit(library.getFunction("fcloseall"), null);
    } catch (UnsatisfiedLinkError e) {
      LOGGER.log(System.Logger.Level.DEBUG, "the C library has no on_exit", e);
    }
  }

  private static LibC libC() {
    try {
      return Native.load("c", LibC.class);
    } catch (LinkageError e) {
      throw new BackendUnavailableException(
          "backend 'mxnet': JNA cannot be used: " + firstLine(rootOf(e).getMessage()),
          "start with --enable-native-access=com.sun.jna (ALL-UNNAMED on the class path), or name a writable directory"
              + " that may hold executable files by the system property jna.tmpdir",
          e);
    }
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable root = failure;
    for (Throwable cause = root.getCause(); cause != null; cause = cause.getCause()) {
      root = cause;
    }
    return root;
  }

  private static Map<String, Object> loadOptions() {
    // Local symbols: libmxnet carries a oneDNN of its own, which other libraries of the process
    // must not bind to.
    return Platform.isLinux()
        ? Map.of(
            Library.OPTION_STRING_ENCODING,
            StandardCharsets.UTF_8.name(),
            Library.OPTION_OPEN_FLAGS,
            RTLD_LAZY)
        : Map.of(Library.OPTION_STRING_ENCODING, StandardCharsets.UTF_8.name());
  }

  private static boolean exports(NativeLibrary library, String function) {
    try {
      library.getFunction(function);
      return true;
    } catch (UnsatisfiedLinkError e) {
      return false;
    }
  }

  /**
   * Returns in one line what JNA says in several: the first names the library, each of the others
   * is a reason. The search in jars, whose reason would be the whole class path, is no reason here.
   */
  private static String reasons(@Nullable String message) {
    return Objects.requireNonNullElse(message, "no reason given")
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("Native library ("))
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private static String firstLine(@Nullable String message) {
    String text = Objects.requireNonNullElse(message, "no reason given");
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
