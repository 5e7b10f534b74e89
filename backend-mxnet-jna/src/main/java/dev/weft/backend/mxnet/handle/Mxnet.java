package dev.weft.backend.mxnet.handle;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.weft.BackendException;
import dev.weft.backend.mxnet.bind.LibMxnet;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The loaded libmxnet. Lives as long as the process, since libmxnet cannot be unloaded.
 * Thread-safe; the error text of a failed call belongs to the thread that made it.
 */
public final class Mxnet {
  private static final int ERROR_TEXT_LIMIT = 2_000;

  private final LibMxnet lib;
  private final Dialect dialect;
  private final String file;

  /**
   * Held while the operators of a call are given to the engine, which only queues them. The engine
   * puts an operator into the queues of its variables one after the other; where two threads do
   * that at once with operators that share two variables they write (the states of a BatchNorm,
   * temporary memory), each can end up waiting for the other, for ever. One CachedOp has such a
   * lock inside; several of them, and several models, need this one. Freeing an operator queues,
   * too: a deletion that writes every variable the operator has used, shared parameters among them.
   */
  private final ReentrantLock queueing = new ReentrantLock();

  Mxnet(LibMxnet lib, Dialect dialect, String file) {
    this.lib = lib;
    this.dialect = dialect;
    this.file = file;
  }

  LibMxnet lib() {
    return lib;
  }

  Dialect dialect() {
    return dialect;
  }

  ReentrantLock queueing() {
    return queueing;
  }

  /** {@return the file that was loaded, or the bare name if the system found it} */
  public String file() {
    return file;
  }

  /** {@return the version, such as {@code 1.9.1}} */
  public String version() {
    IntByReference out = new IntByReference();
    check(lib.MXGetVersion(out), "MXGetVersion", "asking libmxnet for its version");
    int number = out.getValue();
    return number / 10_000 + "." + number / 100 % 100 + "." + number % 100;
  }

  /**
   * {@return the function by which thread-safe operators are made, which tells the two C interfaces
   * apart}
   */
  public String cachedOpFunction() {
    return dialect.createCachedOpFunction();
  }

  /** {@return the features that the library was built with, each with whether it is enabled} */
  public Map<String, Boolean> features() {
    PointerByReference list = new PointerByReference();
    LongByReference size = new LongByReference();
    check(
        lib.MXLibInfoFeatures(list, size), "MXLibInfoFeatures", "asking libmxnet for its features");
    Map<String, Boolean> features = new LinkedHashMap<>();
    long structBytes = 2L * Native.POINTER_SIZE;
    for (long i = 0; i < size.getValue(); i++) {
      Pointer feature = list.getValue().share(i * structBytes);
      features.put(feature.getPointer(0).getString(0), feature.getByte(Native.POINTER_SIZE) != 0);
    }
    return features;
  }

  /** {@return how many GPUs the library sees; 0 if it was built without CUDA} */
  public int gpuCount() {
    if (!features().getOrDefault("CUDA", false)) {
      return 0;
    }
    IntByReference out = new IntByReference();
    check(lib.MXGetGPUCount(out), "MXGetGPUCount", "counting GPUs");
    return out.getValue();
  }

  /**
   * {@return the names of all operators} Must be asked once before a symbol is loaded: it registers
   * operators of the old kind.
   */
  public Set<String> operatorNames() {
    IntByReference size = new IntByReference();
    PointerByReference names = new PointerByReference();
    check(lib.MXListAllOpNames(size, names), "MXListAllOpNames", "listing operators");
    return new TreeSet<>(strings(size.getValue(), names.getValue()));
  }

  /**
   * {@return for each operator the names of its inputs and attributes, in the order of the inputs}
   */
  public Map<String, List<String>> operatorArguments() {
    IntByReference size = new IntByReference();
    PointerByReference creators = new PointerByReference();
    check(
        lib.MXSymbolListAtomicSymbolCreators(size, creators),
        "MXSymbolListAtomicSymbolCreators",
        "listing operators");
    Map<String, List<String>> arguments = new LinkedHashMap<>();
    for (Pointer creator : creators.getValue().getPointerArray(0, size.getValue())) {
      PointerByReference name = new PointerByReference();
      IntByReference count = new IntByReference();
      PointerByReference names = new PointerByReference();
      check(
          lib.MXSymbolGetAtomicSymbolInfo(
              creator,
              name,
              new PointerByReference(),
              count,
              names,
              new PointerByReference(),
              new PointerByReference(),
              new PointerByReference(),
              new PointerByReference()),
          "MXSymbolGetAtomicSymbolInfo",
          "describing an operator");
      arguments.put(name.getValue().getString(0), strings(count.getValue(), names.getValue()));
    }
    return arguments;
  }

  /**
   * {@return the name under which libmxnet has an operator} Operators may have further names.
   *
   * @param operator one of its names
   */
  public String canonicalName(String operator) {
    PointerByReference name = new PointerByReference();
    check(
        lib.MXSymbolGetAtomicSymbolInfo(
            creator(operator),
            name,
            new PointerByReference(),
            new IntByReference(),
            new PointerByReference(),
            new PointerByReference(),
            new PointerByReference(),
            new PointerByReference(),
            new PointerByReference()),
        "MXSymbolGetAtomicSymbolInfo",
        "describing operator " + operator);
    return name.getValue().getString(0);
  }

  Pointer creator(String operator) {
    PointerByReference creator = new PointerByReference();
    check(lib.NNGetOpHandle(operator, creator), "NNGetOpHandle", "finding operator " + operator);
    return creator.getValue();
  }

  /**
   * Holds every native status: 0 is well, anything else becomes an exception with the library's own
   * text. Must run in the thread that made the call.
   */
  void check(int status, String function, String subject) {
    if (status != 0) {
      throw new BackendException(subject, function, status, lastError());
    }
  }

  private String lastError() {
    String text = Objects.requireNonNullElse(lib.MXGetLastError(), "no error text");
    int stack = text.indexOf("Stack trace");
    String shown = (stack > 0 ? text.substring(0, stack) : text).strip();
    return shown.length() <= ERROR_TEXT_LIMIT
        ? shown
        : shown.substring(0, ERROR_TEXT_LIMIT) + " ...";
  }

  static List<String> strings(int count, @Nullable Pointer array) {
    return count == 0 || array == null
        ? List.of()
        : List.of(array.getStringArray(0, count, StandardCharsets.UTF_8.name()));
  }
}
