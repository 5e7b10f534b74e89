package dev.weft.backend.onednn.plan;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Execution;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.LayoutPool;
import dev.weft.backend.onednn.handle.NativeMemory;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.handle.Primitives;
import dev.weft.backend.onednn.handle.Stream;
import dev.weft.graph.Constant;
import dev.weft.graph.Graph;
import dev.weft.nativesupport.lifetime.Rollback;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The constants of a model in native memory, in each layout that a plan wants, shared by all plans.
 * At least one layout of each is kept, from which others are made. Thread-safe: a lock guards all
 * state.
 */
public final class ParameterStore implements AutoCloseable {
  private static final int CONVERTED_ELEMENTS = 64 << 10;

  /** A constant in one layout. Plans that use it are counted. */
  static final class Form {
    final Layout layout;
    final NativeMemory memory;
    private int users;

    Form(Layout layout, NativeMemory memory) {
      this.layout = layout;
      this.memory = memory;
    }
  }

  private final LayoutPool layouts = new LayoutPool();
  private final Map<Integer, List<Form>> forms = new HashMap<>();

  private ParameterStore() {}

  /**
   * Reads all constants of a graph.
   *
   * @param graph the graph, whose constants can be read
   * @return the store; close it
   */
  public static ParameterStore read(Graph graph) {
    ParameterStore store = new ParameterStore();
    try (Rollback made = new Rollback()) {
      made.add(store);
      graph.constants().forEach(store::load);
      made.commit();
      return store;
    }
  }

  private void load(int value, Constant constant) {
    Shape shape = constant.type().shape();
    ElementType type = ElementType.storing(constant.type().dataType());
    NativeMemory memory =
        NativeMemory.allocate(
            shape.elementCount() * type.byteSize(), "parameter '" + constant.name() + "'");
    Form form = new Form(layouts.plain(type, shape.dimensions()), memory);
    forms.put(value, new ArrayList<>(List.of(form)));
    if (memory.byteSize() == constant.byteSize()) {
      constant.read(memory.view(0, Math.toIntExact(memory.byteSize())));
    } else {
      convert(constant, memory);
    }
  }

  /** Stores other floating-point numbers as single-precision ones. */
  private static void convert(Constant constant, NativeMemory memory) {
    DataType from = constant.type().dataType();
    ByteBuffer stored =
        ByteBuffer.allocate(Math.toIntExact(constant.byteSize())).order(ByteOrder.nativeOrder());
    constant.read(stored);
    stored.rewind();
    java.nio.FloatBuffer target =
        memory.view(0, Math.toIntExact(memory.byteSize())).asFloatBuffer();
    int size = from.byteSize();
    for (int first = 0; first < target.capacity(); first += CONVERTED_ELEMENTS) {
      int count = Math.min(CONVERTED_ELEMENTS, target.capacity() - first);
      ByteBuffer part = stored.slice(first * size, count * size).order(ByteOrder.nativeOrder());
      target.put(dev.weft.Tensor.of(from, part, count).toFloatArray());
    }
  }

  /** Returns a constant in a layout, which is made if it is not there; the caller is a user. */
  synchronized Form use(int value, Layout wanted) {
    List<Form> present = formsOf(value);
    Form form = present.stream().filter(f -> f.layout.matches(wanted)).findFirst().orElse(null);
    if (form == null) {
      form = reordered(present.get(0), wanted);
      present.add(form);
    }
    form.users++;
    return form;
  }

  /** Returns the layout in which a constant was stored. */
  synchronized Layout storedLayout(int value) {
    return formsOf(value).get(0).layout;
  }

  private List<Form> formsOf(int value) {
    return Objects.requireNonNull(forms.get(value), "constant");
  }

  synchronized void release(Form form) {
    form.users--;
  }

  /** Frees layouts that no plan uses, as long as another one is left. */
  public synchronized void trim() {
    for (List<Form> present : forms.values()) {
      for (int i = 0; i < present.size() && present.size() > 1; ) {
        if (present.get(i).users == 0) {
          present.remove(i).memory.close();
        } else {
          i++;
        }
      }
    }
  }

  /** {@return the bytes that are held} */
  public synchronized long byteSize() {
    return forms.values().stream()
        .flatMap(List::stream)
        .mapToLong(form -> form.memory.byteSize())
        .sum();
  }

  private Form reordered(Form from, Layout wanted) {
    Layout source = from.layout;
    Layout target = layouts.copyOf(wanted);
    NativeMemory memory = NativeMemory.allocate(target.byteSize(), "parameter in " + target);
    try (Rollback made = new Rollback();
        Stream stream = new Stream();
        LayoutPool pool = new LayoutPool()) {
      made.add(memory);
      Layout seen =
          java.util.Arrays.equals(source.dimensions(), target.dimensions())
              ? source
              : pool.reshaped(source, target.dimensions())
                  .orElseThrow(
                      () -> new IllegalStateException(source + " cannot be seen as " + target));
      try (Primitive reorder = new Primitives(pool).reorder(seen, target);
          NativeMemory scratch =
              NativeMemory.allocate(Math.max(1, reorder.scratchpadBytes()), "scratchpad");
          Execution execution =
              new Execution(
                  "reordering a parameter",
                  reorder,
                  stream,
                  List.of(
                      new Execution.Operand(
                          dev.weft.backend.onednn.handle.Argument.SRC, seen, from.memory, 0),
                      new Execution.Operand(
                          dev.weft.backend.onednn.handle.Argument.DST, target, memory, 0),
                      new Execution.Operand(
                          dev.weft.backend.onednn.handle.Argument.SCRATCHPAD,
                          reorder.scratchpad(),
                          scratch,
                          0)))) {
        execution.run();
      }
      made.commit();
      return new Form(target, memory);
    }
  }

  @Override
  public synchronized void close() {
    forms.values().forEach(list -> list.forEach(form -> form.memory.close()));
    forms.clear();
    layouts.close();
  }
}
