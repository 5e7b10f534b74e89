package dev.weft.backend.onednn.plan;

import dev.weft.DataType;
import dev.weft.backend.onednn.handle.Argument;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.LayoutPool;
import dev.weft.backend.onednn.handle.NativeMemory;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.handle.Primitives;
import dev.weft.backend.onednn.kernel.CastKernel;
import dev.weft.backend.onednn.kernel.Kernel;
import dev.weft.graph.Constant;
import dev.weft.graph.Graph;
import dev.weft.graph.GraphInput;
import dev.weft.graph.GraphOutput;
import dev.weft.graph.Node;
import dev.weft.graph.ValueType;
import dev.weft.graph.plan.ArenaBuffer;
import dev.weft.nativesupport.lifetime.Rollback;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Collects the steps of a plan while the nodes of a graph are lowered, and keeps book of where each
 * value is, in which layouts. For one thread and one plan.
 */
public final class PlanBuilder implements AutoCloseable {
  private final Graph graph;
  private final List<ValueType> types;
  private final ParameterStore store;
  private final ElementType activationType;
  private final LayoutPool layouts = new LayoutPool();
  private final Primitives primitives = new Primitives(layouts);
  private final Rollback made = new Rollback();
  private final List<Step> steps = new ArrayList<>();
  private final Set<Step> onceSteps = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<ArenaBuffer<NativeMemory>> buffers = new ArrayList<>();
  private final List<ParameterUse> parameters = new ArrayList<>();
  private final Map<Integer, List<Region>> forms = new HashMap<>();
  private final List<ParameterStore.Form> used = new ArrayList<>();
  private final Map<ArenaBuffer<NativeMemory>, List<Integer>> values = new HashMap<>();
  private final Map<ArenaBuffer<NativeMemory>, List<ArenaBuffer<NativeMemory>>> joined =
      new HashMap<>();
  private final int[] unread;
  private @Nullable Node current;

  /**
   * Begins a plan.
   *
   * @param graph the graph
   * @param types the types of all its values, with known shapes for all that are computed
   * @param store the constants
   * @param activationType the type of activations between primitives
   */
  public PlanBuilder(
      Graph graph, List<ValueType> types, ParameterStore store, ElementType activationType) {
    this.graph = graph;
    this.types = types;
    this.store = store;
    this.activationType = activationType;
    this.unread = new int[graph.valueCount()];
    made.add(layouts);
    for (Node node : graph.nodes()) {
      for (int value : node.inputs()) {
        unread[value]++;
      }
    }
    for (GraphOutput output : graph.outputs()) {
      unread[output.value()]++;
    }
    for (GraphInput input : graph.inputs()) {
      if (unread[input.value()] > 0) {
        set(input.value(), allocate(plainLayout(input.value())));
      }
    }
  }

  /** {@return where layouts of this plan are made} */
  public LayoutPool layouts() {
    return layouts;
  }

  /** {@return where primitives of this plan are made} */
  public Primitives primitives() {
    return primitives;
  }

  /** {@return the type of activations between primitives} */
  public ElementType activationType() {
    return activationType;
  }

  /**
   * {@return the type of a value}
   *
   * @param value its id
   */
  public ValueType type(int value) {
    return types.get(value);
  }

  /**
   * {@return the constant of the graph that a value is, if it is one}
   *
   * @param value its id
   */
  public Optional<Constant> constant(int value) {
    return graph.constant(value);
  }

  /**
   * {@return whether a value is a constant of the graph}
   *
   * @param value its id
   */
  public boolean isParameter(int value) {
    return graph.constants().containsKey(value);
  }

  /**
   * {@return the layout in which a value is now}
   *
   * @param value its id
   */
  public Layout layout(int value) {
    return isParameter(value) ? store.storedLayout(value) : formsOf(value).get(0).layout();
  }

  /**
   * {@return the row-major layout of a value}
   *
   * @param value its id
   */
  public Layout plainLayout(int value) {
    ValueType type = types.get(value);
    return layouts.plain(ElementType.storing(type.dataType()), type.shape().dimensions());
  }

  /**
   * {@return a value in a layout; it is reordered unless it is there already}
   *
   * @param value its id
   * @param wanted the layout
   */
  public Region read(int value, Layout wanted) {
    if (isParameter(value)) {
      return parameter(value, wanted);
    }
    List<Region> present = formsOf(value);
    for (Region form : present) {
      if (form.layout().matches(wanted)) {
        return form;
      }
    }
    if (present.get(0).layout().type() == ElementType.F64 ^ wanted.type() == ElementType.F64) {
      return converted(value, wanted);
    }
    Region source = seenAs(present.get(0), wanted.dimensions());
    Region target = allocate(wanted);
    Primitive reorder = keep(primitives.reorder(source.layout(), wanted));
    add(reorder, List.of(new Step.Argument(Argument.SRC, source)), Argument.DST, target);
    present.add(target);
    return target;
  }

  /** A weight that a call gives has no dimension for its groups. */
  private Region seenAs(Region region, long... dimensions) {
    return Arrays.equals(region.layout().dimensions(), dimensions)
        ? region
        : new Region(region.buffer(), layouts.reshaped(region.layout(), dimensions).orElseThrow());
  }

  /** Double-precision numbers come and go by a kernel: oneDNN does not know them. */
  private Region converted(int value, Layout wanted) {
    boolean narrows = wanted.type() != ElementType.F64;
    long[] dimensions = types.get(value).shape().dimensions();
    Region source =
        read(value, layouts.plain(narrows ? ElementType.F64 : ElementType.F32, dimensions));
    Region target =
        allocate(layouts.plain(narrows ? ElementType.F32 : ElementType.F64, dimensions));
    add("Cast", new CastKernel(DataType.FLOAT32), List.of(source), List.of(target));
    forms.computeIfAbsent(value, key -> new ArrayList<>()).add(target);
    if (target.layout().matches(wanted)) {
      return target;
    }
    Region reordered = allocate(wanted);
    Primitive reorder = keep(primitives.reorder(target.layout(), wanted));
    add(reorder, List.of(new Step.Argument(Argument.SRC, target)), Argument.DST, reordered);
    return reordered;
  }

  private List<Region> formsOf(int value) {
    return Objects.requireNonNull(forms.get(value), "a value is read before it is made");
  }

  private Region parameter(int value, Layout wanted) {
    if (store.storedLayout(value).type() == ElementType.F64 && wanted.type() != ElementType.F64) {
      return converted(value, wanted);
    }
    ParameterStore.Form form = store.use(value, wanted);
    used.add(form);
    made.add(() -> store.release(form));
    Layout layout = layouts.copyOf(form.layout);
    Constant constant = graph.constant(value).orElseThrow();
    parameters.add(new ParameterUse(current, constant.name(), constant.type(), layout));
    return new Region(ArenaBuffer.constant(form.memory, form.memory.byteSize()), layout);
  }

  /**
   * {@return whether whoever reads a value now is the last to do so, and may change it}
   *
   * @param value its id
   */
  public boolean isLastRead(int value) {
    if (isParameter(value) || formsOf(value).size() != 1) {
      return false;
    }
    ArenaBuffer<NativeMemory> buffer = formsOf(value).get(0).buffer();
    return unreadIn(buffer) == 1 && !buffer.isConstant() && !buffer.isPart() && !isInput(value);
  }

  /** Counts the reads to come of all that lies in a buffer, in its parts too. */
  private int unreadIn(ArenaBuffer<NativeMemory> buffer) {
    int count = 0;
    for (int value : values.getOrDefault(buffer, List.of())) {
      count += unread[value];
    }
    for (ArenaBuffer<NativeMemory> part : joined.getOrDefault(buffer, List.of())) {
      count += unreadIn(part);
    }
    return count;
  }

  private boolean isInput(int value) {
    ArenaBuffer<NativeMemory> buffer = formsOf(value).get(0).buffer();
    for (GraphInput input : graph.inputs()) {
      List<Region> present = forms.get(input.value());
      if (present != null && present.get(0).buffer() == buffer) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@return new memory}
   *
   * @param layout how it is used
   */
  public Region allocate(Layout layout) {
    ArenaBuffer<NativeMemory> buffer = new ArenaBuffer<>(Math.max(1, layout.byteSize()));
    buffers.add(buffer);
    return new Region(buffer, layout);
  }

  /**
   * {@return a part of a region, which lives as long as the whole}
   *
   * @param whole the region, in row-major order
   * @param first the first element of the part
   * @param layout how the part is used; its type is that of the region
   */
  public Region slice(Region whole, long first, Layout layout) {
    ArenaBuffer<NativeMemory> part = new ArenaBuffer<>(layout.byteSize());
    part.moveInto(whole.buffer(), first * layout.type().byteSize());
    return new Region(part, layout);
  }

  /**
   * Says where a value is.
   *
   * @param value its id
   * @param region where
   */
  public void set(int value, Region region) {
    forms.put(value, new ArrayList<>(List.of(region)));
    values.computeIfAbsent(region.buffer(), key -> new ArrayList<>()).add(value);
  }

  /**
   * Lets the plan free a primitive.
   *
   * @param primitive the primitive
   * @return the primitive
   */
  public Primitive keep(Primitive primitive) {
    return made.add(primitive);
  }

  /**
   * Adds a step that runs a primitive.
   *
   * @param primitive the primitive
   * @param inputs what it reads
   * @param outputKey the key of what it writes
   * @param output what it writes
   */
  public void add(Primitive primitive, List<Step.Argument> inputs, int outputKey, Region output) {
    add(primitive, inputs, List.of(new Step.Argument(outputKey, output)));
  }

  /**
   * Adds a step that runs a primitive of several outputs.
   *
   * @param primitive the primitive
   * @param inputs what it reads
   * @param outputs what it writes
   */
  public void add(Primitive primitive, List<Step.Argument> inputs, List<Step.Argument> outputs) {
    List<Step.Argument> arguments = new ArrayList<>(inputs);
    arguments.addAll(outputs);
    boolean once = inputs.stream().allMatch(input -> input.region().buffer().isConstant());
    if (primitive.scratchpadBytes() > 0) {
      Region scratchpad = allocate(primitive.scratchpad());
      scratchpad.buffer().makeScratchpad();
      arguments.add(new Step.Argument(Argument.SCRATCHPAD, scratchpad));
    }
    Step step = new Step.OfPrimitive(current, primitive, arguments);
    for (Step.Argument argument : arguments) {
      argument.region().touchedAt(steps.size());
    }
    if (once) {
      onceSteps.add(step);
      arguments
          .subList(inputs.size(), arguments.size())
          .forEach(argument -> argument.region().buffer().makeConstant());
    }
    steps.add(step);
  }

  /**
   * Adds a step that runs a kernel.
   *
   * @param kind what it computes, for messages and traces
   * @param kernel the kernel
   * @param inputs what it reads
   * @param outputs what it writes
   */
  public void add(String kind, Kernel kernel, List<Region> inputs, List<Region> outputs) {
    Step step = new Step.OfKernel(current, kind, kernel, inputs, outputs);
    inputs.forEach(region -> region.touchedAt(steps.size()));
    outputs.forEach(region -> region.touchedAt(steps.size()));
    if (inputs.stream().allMatch(region -> region.buffer().isConstant())) {
      onceSteps.add(step);
      outputs.forEach(region -> region.buffer().makeConstant());
    }
    steps.add(step);
  }

  /**
   * Lets values be parts of one buffer, so that they lie behind one another without being copied.
   *
   * @param parts ids of the values
   * @param whole the layout of all of them
   * @return the whole, or empty if one of the values cannot be moved
   */
  public Optional<Region> join(List<Integer> parts, Layout whole) {
    Set<ArenaBuffer<NativeMemory>> seen =
        java.util.Collections.newSetFromMap(new IdentityHashMap<>());
    long size = 0;
    for (int part : parts) {
      boolean movable = !isParameter(part) && !isInput(part);
      ArenaBuffer<NativeMemory> buffer = movable ? formsOf(part).get(0).buffer() : null;
      if (buffer == null
          || buffer.isPart()
          || buffer.isConstant()
          || !seen.add(buffer)
          || values.getOrDefault(buffer, List.of()).size() != 1
          || size % 64 != 0) {
        return Optional.empty();
      }
      size += buffer.byteSize();
    }
    if (size != whole.byteSize()) {
      return Optional.empty();
    }
    Region region = allocate(whole);
    long offset = 0;
    for (int part : parts) {
      ArenaBuffer<NativeMemory> buffer = formsOf(part).get(0).buffer();
      buffer.moveInto(region.buffer(), offset);
      joined.computeIfAbsent(region.buffer(), key -> new ArrayList<>()).add(buffer);
      buffers.remove(buffer);
      offset += buffer.byteSize();
    }
    region.touchedAt(steps.size());
    return Optional.of(region);
  }

  /**
   * Begins the steps of a node.
   *
   * @param node the node
   */
  public void begin(Node node) {
    current = node;
  }

  /**
   * Ends the steps of a node: its inputs have been read.
   *
   * @param node the node
   */
  public void end(Node node) {
    for (int value : node.inputs()) {
      unread[value]--;
    }
  }

  /** {@return the finished plan, which owns everything made so far} */
  public CompiledPlan finish() {
    current = null;
    List<Region> inputs = new ArrayList<>();
    for (GraphInput input : graph.inputs()) {
      List<Region> present = forms.get(input.value());
      inputs.add(present == null ? null : present.get(0).touchedAt(-1));
    }
    List<Region> outputs = new ArrayList<>();
    List<ValueType> outputTypes = new ArrayList<>();
    for (GraphOutput output : graph.outputs()) {
      outputs.add(read(output.value(), plainLayout(output.value())));
      outputTypes.add(types.get(output.value()));
    }
    for (Region region : outputs) {
      region.touchedAt(steps.size());
    }
    List<ValueType> inputTypes = new ArrayList<>();
    for (GraphInput input : graph.inputs()) {
      inputTypes.add(types.get(input.value()));
    }
    ParameterStore.await(used);
    return CompiledPlan.of(
        new CompiledPlan.Parts(
            steps, onceSteps, buffers, parameters, inputs, inputTypes, outputs, outputTypes),
        made);
  }

  /** Frees what was made, unless the plan was finished. */
  @Override
  public void close() {
    made.close();
  }
}
