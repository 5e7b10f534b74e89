package dev.weft.demo;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A graph of operators. Immutable but for closing, which frees it. */
final class Symbol implements AutoCloseable {
  private static final int ALL_INPUTS = 0;

  private final Mxnet mxnet;
  private final Pointer handle;

  private Symbol(Mxnet mxnet, Pointer handle) {
    this.mxnet = mxnet;
    this.handle = handle;
  }

  static Symbol variable(Mxnet mxnet, String name) {
    PointerByReference out = new PointerByReference();
    mxnet.check(
        mxnet.functions().MXSymbolCreateVariable(name, out), "MXSymbolCreateVariable", name);
    return new Symbol(mxnet, out.getValue());
  }

  static Symbol read(Mxnet mxnet, Path file) {
    PointerByReference out = new PointerByReference();
    mxnet.check(
        mxnet.functions().MXSymbolCreateFromFile(file.toString(), out),
        "MXSymbolCreateFromFile",
        file);
    return new Symbol(mxnet, out.getValue());
  }

  /**
   * This symbol followed by one more operator, whose parameters become variables named after it.
   * Closes this symbol.
   */
  Symbol then(String operator, String name, Map<String, String> attributes) {
    PointerByReference out = new PointerByReference();
    String[] keys = attributes.keySet().toArray(String[]::new);
    String[] values = attributes.values().toArray(String[]::new);
    Pointer creator = mxnet.operator(operator);
    mxnet.check(
        mxnet.functions().MXSymbolCreateAtomicSymbol(creator, keys.length, keys, values, out),
        "MXSymbolCreateAtomicSymbol",
        operator + " " + attributes);
    Symbol result = new Symbol(mxnet, out.getValue());
    mxnet.check(
        mxnet.functions().MXSymbolCompose(result.handle, name, 1, null, new Pointer[] {handle}),
        "MXSymbolCompose",
        name);
    close();
    return result;
  }

  /** The names of the variables in the order in which a cached op takes them. */
  List<String> inputs() {
    IntByReference count = new IntByReference();
    PointerByReference names = new PointerByReference();
    mxnet.check(
        mxnet.functions().NNSymbolListInputNames(handle, ALL_INPUTS, count, names),
        "NNSymbolListInputNames",
        "a symbol");
    return strings(count, names);
  }

  /** The variables that operators update by themselves, such as moving means. */
  List<String> auxiliaries() {
    IntByReference count = new IntByReference();
    PointerByReference names = new PointerByReference();
    mxnet.check(
        mxnet.functions().MXSymbolListAuxiliaryStates(handle, count, names),
        "MXSymbolListAuxiliaryStates",
        "a symbol");
    return strings(count, names);
  }

  /** The shapes of all variables when {@code data} has the given one. */
  Map<String, int[]> shapes(int... data) {
    IntByReference count = new IntByReference();
    PointerByReference ranks = new PointerByReference();
    PointerByReference dimensions = new PointerByReference();
    IntByReference auxiliaryCount = new IntByReference();
    PointerByReference auxiliaryRanks = new PointerByReference();
    PointerByReference auxiliaryDimensions = new PointerByReference();
    mxnet.check(
        mxnet
            .functions()
            .MXSymbolInferShapeEx(
                handle,
                1,
                new String[] {"data"},
                new int[] {0, data.length},
                data,
                count,
                ranks,
                dimensions,
                new IntByReference(),
                new PointerByReference(),
                new PointerByReference(),
                auxiliaryCount,
                auxiliaryRanks,
                auxiliaryDimensions,
                new IntByReference()),
        "MXSymbolInferShapeEx",
        "a symbol");
    Map<String, int[]> shapes = new HashMap<>();
    addShapes(shapes, arguments(), ranks, dimensions);
    addShapes(shapes, auxiliaries(), auxiliaryRanks, auxiliaryDimensions);
    return shapes;
  }

  void write(Path file) {
    mxnet.check(
        mxnet.functions().MXSymbolSaveToFile(handle, file.toString()), "MXSymbolSaveToFile", file);
  }

  /** The native symbol, for calls in this package; it stays this symbol's. */
  Pointer handle() {
    return handle;
  }

  @Override
  public void close() {
    mxnet.check(mxnet.functions().MXSymbolFree(handle), "MXSymbolFree", "a symbol");
  }

  private List<String> arguments() {
    IntByReference count = new IntByReference();
    PointerByReference names = new PointerByReference();
    mxnet.check(
        mxnet.functions().MXSymbolListArguments(handle, count, names),
        "MXSymbolListArguments",
        "a symbol");
    return strings(count, names);
  }

  private static void addShapes(
      Map<String, int[]> shapes,
      List<String> names,
      PointerByReference ranks,
      PointerByReference dimensions) {
    for (int i = 0; i < names.size(); i++) {
      int rank = ranks.getValue().getInt(4L * i);
      Pointer shape = dimensions.getValue().getPointer((long) Native.POINTER_SIZE * i);
      shapes.put(names.get(i), shape.getIntArray(0, rank));
    }
  }

  private static List<String> strings(IntByReference count, PointerByReference names) {
    return count.getValue() == 0
        ? List.of()
        : List.of(names.getValue().getStringArray(0, count.getValue()));
  }
}
