package dev.weft.backend.cudnn.plan;

import dev.weft.DataType;
import dev.weft.Tensor;
import dev.weft.backend.cudnn.handle.DeviceHeap;
import dev.weft.backend.cudnn.handle.DeviceMemory;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.PinnedMemory;
import dev.weft.backend.cudnn.handle.Queue;
import dev.weft.backend.cudnn.kernel.KernelLibrary;
import dev.weft.graph.Constant;
import dev.weft.graph.Graph;
import dev.weft.graph.plan.ArenaBuffer;
import dev.weft.nativesupport.lifetime.Rollback;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The constants of a model in the memory of one GPU, in each layout that a plan wants, shared by
 * all plans. At least one layout of each is kept, from which others are made. Thread-safe: a lock
 * guards all state.
 */
public final class DeviceParameters implements AutoCloseable {
  /** A whole number of elements of every type. */
  private static final int STAGED_BYTES = 64 << 20;

  private static final int CONVERTED_BYTES = 1 << 20;

  /** A constant in one layout, or placed as a library wants it. Plans that use it are counted. */
  static final class Form {
    final Layout layout;
    final @Nullable Placement placement;
    final DeviceMemory memory;
    private int users;

    Form(Layout layout, @Nullable Placement placement, DeviceMemory memory) {
      this.layout = layout;
      this.placement = placement;
      this.memory = memory;
    }

    Region region() {
      return new Region(ArenaBuffer.constant(memory, memory.byteSize()), layout);
    }
  }

  private final DeviceHeap heap;
  private final Map<Integer, List<Form>> forms = new HashMap<>();

  private DeviceParameters(DeviceHeap heap) {
    this.heap = heap;
  }

  /**
   * Reads all constants of a graph, and copies them to a GPU, in parts through a little pinned
   * memory.
   *
   * @param graph the graph, whose constants can be read
   * @param heap the memory of the GPU
   * @return the parameters; close them
   */
  public static DeviceParameters read(Graph graph, DeviceHeap heap) {
    DeviceParameters parameters = new DeviceParameters(heap);
    long largest =
        graph.constants().values().stream().mapToLong(Constant::byteSize).max().orElse(0);
    long staged = Math.min(largest, STAGED_BYTES);
    try (Rollback made = new Rollback();
        PinnedMemory staging =
            PinnedMemory.allocate(heap.gpu(), staged + CONVERTED_BYTES, "staging of parameters")) {
      made.add(parameters);
      graph.constants().forEach((value, constant) -> parameters.load(value, constant, staging));
      made.commit();
      return parameters;
    }
  }

  private void load(int value, Constant constant, PinnedMemory staging) {
    ElementType type = ElementType.storing(constant.type().dataType());
    Layout layout = Layout.plain(type, constant.type().shape());
    DeviceMemory memory =
        heap.allocate(Math.max(1, layout.byteSize()), "parameter '" + constant.name() + "'");
    forms.computeIfAbsent(value, key -> new ArrayList<>()).add(new Form(layout, null, memory));
    for (long first = 0; first < constant.byteSize(); first += STAGED_BYTES) {
      ByteBuffer part = staging.view(0, Math.min(STAGED_BYTES, constant.byteSize() - first));
      constant.read(first, part);
      part.rewind();
      if (layout.byteSize() == constant.byteSize()) {
        memory.write(part, first);
      } else {
        ByteBuffer room = staging.view(staging.byteSize() - CONVERTED_BYTES, CONVERTED_BYTES);
        DataType from = constant.type().dataType();
        convert(from, part, room, memory, first / from.byteSize() * Float.BYTES);
      }
    }
  }

  /**
   * Stores other floating-point numbers as single-precision ones, as many at once as there is room
   * for.
   */
  private static void convert(
      DataType from, ByteBuffer part, ByteBuffer room, DeviceMemory memory, long offset) {
    int size = from.byteSize();
    int count = part.capacity() / size;
    int step = room.capacity() / Float.BYTES;
    for (int first = 0; first < count; first += step) {
      int here = Math.min(step, count - first);
      ByteBuffer source = part.slice(first * size, here * size).order(ByteOrder.nativeOrder());
      room.clear().asFloatBuffer().put(Tensor.of(from, source, here).toFloatArray());
      memory.write(room.limit(here * Float.BYTES), offset + (long) first * Float.BYTES);
    }
  }

  /** Returns the layout in which a constant is there without being reordered. */
  synchronized Layout storedLayout(int value) {
    Form first = formsOf(value).get(0);
    return first.placement == null ? first.layout : first.placement.plain();
  }

  /**
   * Returns a constant in a layout, which is made if it is not there; the caller is a user.
   *
   * @param queue where it is made
   */
  synchronized Form use(int value, Layout wanted, Queue queue, KernelLibrary kernels) {
    for (Form form : formsOf(value)) {
      if (form.placement == null && form.layout.equals(wanted)) {
        form.users++;
        return form;
      }
    }
    Form first = formsOf(value).get(0);
    Placement placement = first.placement;
    if (placement != null && !placement.plain().equals(wanted)) {
      Form plain = use(value, placement.plain(), queue, kernels);
      plain.users--;
      return make(value, wanted, null, queue, reordering(plain, queue, kernels));
    }
    return make(
        value,
        wanted,
        null,
        queue,
        placement == null
            ? reordering(first, queue, kernels)
            : form -> placement.restore(queue, first.memory.address(), form.memory.address()));
  }

  /**
   * Returns a constant placed, which is made if it is not there; the caller is a user.
   *
   * @param queue where it is made
   */
  synchronized Form use(int value, Placement wanted, Queue queue, KernelLibrary kernels) {
    for (Form form : formsOf(value)) {
      if (wanted.equals(form.placement)) {
        form.users++;
        return form;
      }
    }
    Form plain = use(value, wanted.plain(), queue, kernels);
    plain.users--;
    return make(
        value,
        wanted.placed(),
        wanted,
        queue,
        form -> wanted.place(queue, plain.memory.address(), form.memory.address()));
  }

  private static Consumer<Form> reordering(Form source, Queue queue, KernelLibrary kernels) {
    return form ->
        Reorder.of(source.region(), form.region())
            .compile(kernels, 1, "parameter as " + form.layout)
            .enqueue(queue, new Places(form.memory, form.memory));
  }

  private Form make(
      int value, Layout layout, @Nullable Placement placement, Queue queue, Consumer<Form> fill) {
    // Reordering leaves no mark, so the memory stands for the fault word as well.
    long byteSize = Math.max(Integer.BYTES, layout.byteSize());
    DeviceMemory memory = heap.allocate(byteSize, "parameter as " + layout);
    boolean made = false;
    try {
      Form form = new Form(layout, placement, memory);
      fill.accept(form);
      queue.await("parameter as " + layout);
      form.users++;
      formsOf(value).add(form);
      made = true;
      return form;
    } finally {
      if (!made) {
        queue.settle();
        memory.close();
      }
    }
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

  @Override
  public synchronized void close() {
    List<DeviceMemory> all =
        forms.values().stream().flatMap(List::stream).map(form -> form.memory).toList();
    forms.clear();
    Rollback.closeAll(all);
  }
}
