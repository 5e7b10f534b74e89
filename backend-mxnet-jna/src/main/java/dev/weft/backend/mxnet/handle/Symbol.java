package dev.weft.backend.mxnet.handle;

import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.nativesupport.lifetime.NativeHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A graph in libmxnet; thread-safe. */
public final class Symbol implements AutoCloseable {
  private final Mxnet mxnet;
  private final Pointer address;
  private final String name;
  private final NativeHandle handle;

  private Symbol(Mxnet mxnet, Pointer address, String name) {
    this.mxnet = mxnet;
    this.address = address;
    this.name = name;
    this.handle =
        new NativeHandle(
            "symbol " + name,
            () ->
                mxnet.check(
                    mxnet.lib().MXSymbolFree(address), "MXSymbolFree", "freeing symbol " + name));
  }

  /**
   * Shapes that follow from others.
   *
   * @param arguments one for each of {@link #arguments()}
   * @param outputs one for each of {@link #outputs()}
   */
  public record Shapes(List<Shape> arguments, List<Shape> outputs) {}

  /**
   * Types that follow from others; empty where open.
   *
   * @param arguments one for each of {@link #arguments()}
   * @param outputs one for each of {@link #outputs()}
   */
  public record Types(List<Optional<DataType>> arguments, List<Optional<DataType>> outputs) {}

  /**
   * Makes a symbol.
   *
   * @param mxnet the library
   * @param name the model's name, for messages
   * @param json the graph in UTF-8
   * @return the symbol; the caller closes it
   */
  public static Symbol fromJson(Mxnet mxnet, String name, byte[] json) {
    PointerByReference out = new PointerByReference();
    byte[] terminated = Arrays.copyOf(json, json.length + 1);
    mxnet.check(
        mxnet.lib().MXSymbolCreateFromJSON(terminated, out),
        "MXSymbolCreateFromJSON",
        "loading graph " + name);
    return new Symbol(mxnet, out.getValue(), name);
  }

  /**
   * {@return one node named {@code node} with a variable for each of its inputs; the caller closes
   * it}
   *
   * @param mxnet the library
   * @param operator the operator's name
   * @param attributes its attributes
   * @throws dev.weft.BackendException if libmxnet refuses the attributes
   */
  public static Symbol ofOperator(Mxnet mxnet, String operator, Map<String, String> attributes) {
    PointerByReference out = new PointerByReference();
    String[] keys = attributes.keySet().toArray(String[]::new);
    String[] values = attributes.values().toArray(String[]::new);
    String subject = "making operator " + operator;
    mxnet.check(
        mxnet
            .lib()
            .MXSymbolCreateAtomicSymbol(mxnet.creator(operator), keys.length, keys, values, out),
        "MXSymbolCreateAtomicSymbol",
        subject);
    Symbol symbol = new Symbol(mxnet, out.getValue(), operator);
    boolean complete = false;
    try {
      mxnet.check(
          mxnet.lib().MXSymbolCompose(out.getValue(), "node", 0, Pointer.NULL, Pointer.NULL),
          "MXSymbolCompose",
          subject);
      complete = true;
      return symbol;
    } finally {
      if (!complete) {
        symbol.close();
      }
    }
  }

  /** {@return this graph with every value of every node as an output; the caller closes it} */
  public Symbol internals() {
    return derived("MXSymbolGetInternals", mxnet.lib()::MXSymbolGetInternals);
  }

  /** {@return the number of outputs} */
  public int outputCount() {
    return held(
        symbol -> {
          IntByReference out = new IntByReference();
          mxnet.check(
              mxnet.lib().MXSymbolGetNumOutputs(symbol, out),
              "MXSymbolGetNumOutputs",
              "reading graph " + name);
          return out.getValue();
        });
  }

  /**
   * {@return this graph rewritten by a subgraph backend of libmxnet; the caller closes it}
   *
   * @param subgraphBackend its name, such as {@code MKLDNN}
   */
  public Symbol rewrittenFor(String subgraphBackend) {
    return derived(
        "MXGenBackendSubgraph",
        (symbol, out) -> mxnet.lib().MXGenBackendSubgraph(symbol, subgraphBackend, out));
  }

  /**
   * Forgets the shapes that variables were saved with. They are those of a training batch, and
   * would hold a call of another size to it. Not thread-safe: for a symbol that nobody else uses
   * yet.
   *
   * @param variables the names of the variables
   */
  public void forgetShapes(Collection<String> variables) {
    try (Symbol internals = internals()) {
      List<String> names = internals.outputs();
      for (int i = 0; i < names.size(); i++) {
        if (variables.contains(names.get(i))) {
          int index = i;
          try (Symbol variable =
              internals.derived(
                  "MXSymbolGetOutput",
                  (symbol, out) -> mxnet.lib().MXSymbolGetOutput(symbol, index, out))) {
            variable.setAttribute("__shape__", "()");
          }
        }
      }
    }
  }

  /**
   * {@return the names of all variables, in the order in which an operator made of this graph takes
   * them}
   */
  public List<String> inputs() {
    return names(
        "NNSymbolListInputNames",
        (symbol, size, names) -> mxnet.lib().NNSymbolListInputNames(symbol, 0, size, names));
  }

  /** {@return the names of the variables that are no auxiliary states} */
  public List<String> arguments() {
    return names("MXSymbolListArguments", mxnet.lib()::MXSymbolListArguments);
  }

  /** {@return the names of the auxiliary states} */
  public List<String> auxiliaryStates() {
    return names("MXSymbolListAuxiliaryStates", mxnet.lib()::MXSymbolListAuxiliaryStates);
  }

  /** {@return the names of the outputs} */
  public List<String> outputs() {
    return names("MXSymbolListOutputs", mxnet.lib()::MXSymbolListOutputs);
  }

  /**
   * Infers shapes from those of some arguments and auxiliary states.
   *
   * @param known shapes by name; 0 stands for an unknown dimension
   * @param partial whether shapes may stay open; if not, that is an error
   * @return the shapes, in which what does not follow is unknown
   */
  public Shapes inferShapes(Map<String, long[]> known, boolean partial) {
    long[] offsets = new long[known.size() + 1];
    List<Long> dimensions = new ArrayList<>();
    int index = 0;
    for (long[] shape : known.values()) {
      Arrays.stream(shape).forEach(dimensions::add);
      offsets[++index] = dimensions.size();
    }
    Dialect.ShapeResults results = new Dialect.ShapeResults();
    return held(
        symbol -> {
          mxnet.check(
              mxnet
                  .dialect()
                  .inferShape(
                      symbol,
                      partial,
                      known.keySet().toArray(String[]::new),
                      offsets,
                      dimensions.stream().mapToLong(Long::longValue).toArray(),
                      results),
              "MXSymbolInferShape",
              "inferring the shapes of " + name);
          return new Shapes(
              shapes(results.inSize.getValue(), results.inRanks, results.inShapes),
              shapes(results.outSize.getValue(), results.outRanks, results.outShapes));
        });
  }

  /**
   * Infers types from those of some arguments; what does not follow stays open.
   *
   * @param known types by name
   * @return the types
   */
  public Types inferTypes(Map<String, DataType> known) {
    IntByReference inSize = new IntByReference();
    IntByReference outSize = new IntByReference();
    PointerByReference inTypes = new PointerByReference();
    PointerByReference outTypes = new PointerByReference();
    return held(
        symbol -> {
          mxnet.check(
              mxnet
                  .lib()
                  .MXSymbolInferTypePartial(
                      symbol,
                      known.size(),
                      known.keySet().toArray(String[]::new),
                      known.values().stream().mapToInt(TypeCodes::code).toArray(),
                      inSize,
                      inTypes,
                      outSize,
                      outTypes,
                      new IntByReference(),
                      new PointerByReference(),
                      new IntByReference()),
              "MXSymbolInferTypePartial",
              "inferring the types of " + name);
          return new Types(types(inSize, inTypes), types(outSize, outTypes));
        });
  }

  /** Runs with the address, which stays valid until the end. */
  <T> T held(Function<Pointer, T> use) {
    handle.acquire();
    try {
      return use.apply(address);
    } finally {
      handle.release();
    }
  }

  @Override
  public void close() {
    handle.close();
  }

  private interface DeriveFunction {
    int derive(Pointer symbol, PointerByReference out);
  }

  private Symbol derived(String function, DeriveFunction derive) {
    return held(
        symbol -> {
          PointerByReference out = new PointerByReference();
          mxnet.check(derive.derive(symbol, out), function, "rewriting graph " + name);
          return new Symbol(mxnet, out.getValue(), name);
        });
  }

  private void setAttribute(String key, String value) {
    held(
        symbol -> {
          mxnet.check(
              mxnet.lib().MXSymbolSetAttr(symbol, key, value),
              "MXSymbolSetAttr",
              "setting " + key + " in graph " + name);
          return symbol;
        });
  }

  private interface ListFunction {
    int list(Pointer symbol, IntByReference size, PointerByReference names);
  }

  private List<String> names(String function, ListFunction list) {
    return held(
        symbol -> {
          IntByReference size = new IntByReference();
          PointerByReference names = new PointerByReference();
          mxnet.check(list.list(symbol, size, names), function, "reading graph " + name);
          return Mxnet.strings(size.getValue(), names.getValue());
        });
  }

  private static List<Optional<DataType>> types(IntByReference size, PointerByReference codes) {
    return size.getValue() == 0
        ? List.of()
        : Arrays.stream(codes.getValue().getIntArray(0, size.getValue()))
            .mapToObj(TypeCodes::type)
            .toList();
  }

  /**
   * Copies shapes out of libmxnet's memory, in which 0 is an unknown dimension and a rank below 1
   * an unknown rank.
   */
  private static List<Shape> shapes(long size, PointerByReference ranks, PointerByReference data) {
    List<Shape> shapes = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      int rank = ranks.getValue().getInt(4L * i);
      if (rank <= 0) {
        shapes.add(Shape.ofUnknownRank());
        continue;
      }
      long[] dims =
          data.getValue()
              .getPointer((long) com.sun.jna.Native.POINTER_SIZE * i)
              .getLongArray(0, rank);
      shapes.add(Shape.of(Arrays.stream(dims).map(d -> d <= 0 ? Shape.UNKNOWN : d).toArray()));
    }
    return shapes;
  }
}
