package dev.weft.backend.onednn.plan;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.LayoutPool;
import dev.weft.backend.onednn.handle.NativeMemory;
import dev.weft.backend.onednn.handle.OpenMp;
import dev.weft.graph.Constant;
import dev.weft.graph.Graph;
import dev.weft.nativesupport.lifetime.Rollback;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The constants of a model in native memory, in each layout that a plan wants, shared by all plans.
 * At least one layout of each is kept, from which others are made, in {@link LoadThreads}.
 * Thread-safe: a lock guards all state.
 */
public final class ParameterStore implements AutoCloseable {
  private static final int CONVERTED_ELEMENTS = 64 << 10;
  private static final long SMALL_BYTES = 32 << 10;
  private static final long SMALL_MODEL_BYTES = 16 << 20;

  /**
   * A constant, or its transform, in one layout. Plans that use it, and reorders that run, are
   * counted.
   */
  static final class Form {
    final @Nullable Winograd transform;
    final Layout layout;
    final NativeMemory memory;
    private CompletableFuture<Void> filled = CompletableFuture.completedFuture(null);
    private int users;
    private boolean broken;

    Form(@Nullable Winograd transform, Layout layout, NativeMemory memory) {
      this.transform = transform;
      this.layout = layout;
      this.memory = memory;
    }
  }

  private final LayoutPool pool = new LayoutPool();

  /** Of all forms that constants ever had: a form that is made again has the one it had. */
  private final Map<Integer, List<Layout>> layouts = new HashMap<>();

  private final Map<Integer, List<Form>> forms = new HashMap<>();
  private final Set<CompletableFuture<Void>> running = new HashSet<>();

  private final boolean small;

  private ParameterStore(boolean small) {
    this.small = small;
  }

  /**
   * Reads all constants of a graph.
   *
   * @param graph the graph, whose constants can be read
   * @return the store; close it
   */
  public static ParameterStore read(Graph graph) {
    long total = 0;
    for (Constant constant : graph.constants().values()) {
      total += constant.byteSize();
    }
    ParameterStore store = new ParameterStore(total < SMALL_MODEL_BYTES);
    try (Rollback made = new Rollback()) {
      made.add(store);
      List<CompletableFuture<Void>> reads = new ArrayList<>();
      try {
        for (Map.Entry<Integer, Constant> constant : graph.constants().entrySet()) {
          reads.add(store.load(constant.getKey(), constant.getValue()));
        }
      } finally {
        LoadThreads.join(reads);
      }
      made.commit();
      return store;
    }
  }

  private CompletableFuture<Void> load(int value, Constant constant) {
    Shape shape = constant.type().shape();
    ElementType type = ElementType.storing(constant.type().dataType());
    long byteSize = shape.elementCount() * type.byteSize();
    Region.requireView("parameter", constant.name(), Math.max(byteSize, constant.byteSize()));
    NativeMemory memory = NativeMemory.allocate(byteSize, "parameter '" + constant.name() + "'");
    boolean described = false;
    try {
      Form form = new Form(null, pool.plain(type, shape.dimensions()), memory);
      forms.put(value, new ArrayList<>(List.of(form)));
      described = true;
    } finally {
      if (!described) {
        memory.close();
      }
    }
    if (!isSmall(memory)) {
      return LoadThreads.start(() -> fill(constant, memory));
    }
    fill(constant, memory);
    return CompletableFuture.completedFuture(null);
  }

  /** Returns whether handing a task to another thread would take longer than the task. */
  private boolean isSmall(NativeMemory memory) {
    return small || memory.byteSize() <= SMALL_BYTES;
  }

  private static void fill(Constant constant, NativeMemory memory) {
    if (memory.byteSize() == constant.byteSize()) {
      constant.read(memory.view(0, Math.toIntExact(memory.byteSize())));
    } else {
      convert(constant, memory);
    }
  }

  /** Stores other floating-point numbers as single-precision ones, some at a time. */
  private static void convert(Constant constant, NativeMemory memory) {
    DataType from = constant.type().dataType();
    int size = from.byteSize();
    FloatBuffer target = memory.view(0, Math.toIntExact(memory.byteSize())).asFloatBuffer();
    ByteBuffer part =
        ByteBuffer.allocate(Math.min(CONVERTED_ELEMENTS, target.capacity()) * size)
            .order(ByteOrder.nativeOrder());
    while (target.hasRemaining()) {
      int count = Math.min(CONVERTED_ELEMENTS, target.remaining());
      constant.read((long) target.position() * size, part.clear().limit(count * size));
      target.put(Tensor.of(from, part.flip(), count).toFloatArray());
    }
  }

  /**
   * Returns a constant in a layout, which is made if it is not there; the caller is a user. Its
   * data are there after {@link #await}.
   *
   * @param transform which transform of weights is wanted, or null for the elements
   */
  synchronized Form use(int value, @Nullable Winograd transform, Layout wanted) {
    List<Form> present = formsOf(value);
    for (Form form : present) {
      if (form.transform == transform && form.layout.matches(wanted)) {
        form.users++;
        return form;
      }
    }
    Layout target = lasting(value, wanted);
    long byteSize = transform == null ? target.byteSize() : transform.weightBytes(target);
    Form form = new Form(transform, target, NativeMemory.allocate(byteSize, "a parameter"));
    Form source = elements(present);
    present.add(form);
    // A user before the reorder ends: without one the form would be trimmed with it.
    form.users++;
    boolean started = false;
    try {
      startReorder(value, source, form);
      started = true;
      return form;
    } finally {
      if (!started) {
        release(form);
      }
    }
  }

  /** Returns a layout that lives as long as this store. */
  private Layout lasting(int value, Layout wanted) {
    List<Layout> known = layouts.get(value);
    if (known == null) {
      known = new ArrayList<>();
      layouts.put(value, known);
    }
    for (Layout layout : known) {
      if (layout.matches(wanted)) {
        return layout;
      }
    }
    Layout copy = pool.copyOf(wanted);
    known.add(copy);
    return copy;
  }

  private void startReorder(int value, Form source, Form target) {
    source.users++;
    target.users++;
    if (isSmall(target.memory) && source.filled.isDone()) {
      reorder(value, source, target);
      return;
    }
    boolean started = false;
    try {
      running.removeIf(CompletableFuture::isDone);
      target.filled = LoadThreads.start(() -> reorder(value, source, target));
      started = true;
      running.add(target.filled);
    } finally {
      if (!started) {
        // Nobody may take it for one that is filled.
        end(value, source, target, false);
      }
    }
  }

  private void reorder(int value, Form source, Form target) {
    boolean done = false;
    try {
      source.filled.join();
      reorder(source, target);
      done = true;
    } finally {
      end(value, source, target, done);
    }
  }

  private synchronized void end(int value, Form source, Form target, boolean done) {
    List<Form> present = formsOf(value);
    if (!done) {
      target.broken = true;
      present.remove(target);
    }
    release(source);
    release(target);
    trim(present);
  }

  /**
   * Waits until the data of constants are there.
   *
   * @throws BackendException if one of them could not be reordered
   */
  static void await(List<Form> used) {
    List<CompletableFuture<Void>> fills = new ArrayList<>(used.size());
    for (Form form : used) {
      fills.add(form.filled);
    }
    LoadThreads.join(fills);
  }

  /** Returns the layout in which a constant was stored. */
  synchronized Layout storedLayout(int value) {
    return elements(formsOf(value)).layout;
  }

  /** Returns a form that holds the elements, from which all others can be made. */
  private static Form elements(List<Form> present) {
    for (Form form : present) {
      if (form.transform == null) {
        return form;
      }
    }
    throw new IllegalStateException("the elements of a constant are gone");
  }

  private List<Form> formsOf(int value) {
    return Objects.requireNonNull(forms.get(value), "constant");
  }

  synchronized void release(Form form) {
    form.users--;
    if (form.broken && form.users == 0) {
      form.memory.close();
    }
  }

  /** Frees what no plan uses, as long as the elements are left in another layout. */
  public synchronized void trim() {
    for (List<Form> present : forms.values()) {
      trim(present);
    }
  }

  private static void trim(List<Form> present) {
    int left = 0;
    for (Form form : present) {
      left += form.transform == null ? 1 : 0;
    }
    for (int i = 0; i < present.size(); ) {
      Form form = present.get(i);
      boolean last = form.transform == null && left == 1;
      if (form.users > 0 || last) {
        i++;
        continue;
      }
      present.remove(i).memory.close();
      if (form.transform == null) {
        left--;
      }
    }
  }

  /** {@return the bytes that are held} */
  public synchronized long byteSize() {
    long sum = 0;
    for (List<Form> present : forms.values()) {
      for (Form form : present) {
        sum += form.memory.byteSize();
      }
    }
    return sum;
  }

  /** Reorders with one thread, which may be that of a caller, who wants others for its call. */
  private static void reorder(Form from, Form to) {
    int threads = OpenMp.threads();
    OpenMp.setThreads(1);
    try {
      ParameterCopy.fill(from, to);
    } finally {
      OpenMp.setThreads(threads);
    }
  }

  /** Waits for reorders that still run, whose plan was given up. */
  @Override
  public void close() {
    List<CompletableFuture<Void>> last;
    synchronized (this) {
      last = List.copyOf(running);
    }
    last.forEach(task -> task.exceptionally(e -> null).join());
    free();
  }

  private synchronized void free() {
    forms.values().forEach(list -> list.forEach(form -> form.memory.close()));
    forms.clear();
    pool.close();
  }
}
