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
import java.util.List;
import java.util.Optional;

/**
 * Collects the steps of a plan while the nodes of a graph are lowered, and keeps book of where each
 * value is, in which layouts. For one thread and one plan.
 */
public final class PlanBuilder implements AutoCloseable {
  private final Graph graph;
  private final List<ValueType> types;
  private final ParameterStore store;
  private final ElementType activationType;
  private final boolean winograd;
  private final LayoutPool layouts = new LayoutPool();
  private final Primitives primitives = new Primitives(layouts);
  private final Rollback made = new Rollback();
  private final StepList steps = new StepList();
  private final List<ArenaBuffer<NativeMemory>> buffers = new ArrayList<>();
  private final PlanParameters parameters;
  private final ValuePlaces places;

  /**
   * Begins a plan.
   *
   * @param graph the graph
   * @param types the types of all its values, with known shapes for all that are computed
   * @param store the constants
   * @param activationType the type of activations between primitives
   * @param winograd whether convolutions may be computed by {@link Winograd}'s algorithm
   */
  public PlanBuilder(
      Graph graph,
      List<ValueType> types,
      ParameterStore store,
      ElementType activationType,
      boolean winograd) {
    this.graph = graph;
    this.types = types;
    this.store = store;
    this.activationType = activationType;
    this.winograd = winograd;
    this.places = new ValuePlaces(graph);
    this.parameters = new PlanParameters(graph, store, layouts, made);
    made.add(layouts);
    for (GraphInput input : graph.inputs()) {
      if (places.isRead(input.value())) {
        Region region = allocate(plainLayout(input.value()));
        set(input.value(), region.requireView("input", input.name()));
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

  /** {@return whether convolutions may be computed by {@link Winograd}'s algorithm} */
  public boolean allowsWinograd() {
    return winograd;
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
    return isParameter(value) ? store.storedLayout(value) : places.of(value).get(0).layout();
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
    List<Region> present = places.of(value);
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
    places.add(value, target);
    return target;
  }

  /** A weight that a call gives, or that is converted, has no dimension for its groups. */
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
    places.add(value, target);
    if (target.layout().matches(wanted)) {
      return target;
    }
    Region seen = seenAs(target, wanted.dimensions());
    Region reordered = allocate(wanted);
    Primitive reorder = keep(primitives.reorder(seen.layout(), wanted));
    add(reorder, List.of(new Step.Argument(Argument.SRC, seen)), Argument.DST, reordered);
    return reordered;
  }

  private Region parameter(int value, Layout wanted) {
    if (store.storedLayout(value).type() == ElementType.F64 && wanted.type() != ElementType.F64) {
      return converted(value, wanted);
    }
    return parameters.read(value, wanted, steps.current());
  }

  /**
   * {@return the weights of a convolution, transformed for each point}
   *
   * @param value the id of the weights, which are a constant
   * @param transform which transform
   * @param wanted the layout for each point
   */
  public List<Region> transformedWeights(int value, Winograd transform, Layout wanted) {
    return parameters.readTransformed(value, transform, wanted, steps.current());
  }

  /**
   * {@return whether whoever reads a value now is the last to do so, and may change it}
   *
   * @param value its id
   */
  public boolean isLastRead(int value) {
    return places.isLastRead(value);
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
   * @param whole the region
   * @param first the first element of the part, in the order of memory
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
    places.set(value, region);
  }

  /**
   * {@return something native, which the plan frees from now on}
   *
   * @param <T> what it is
   * @param owned a primitive or memory
   */
  public <T extends AutoCloseable> T keep(T owned) {
    return made.add(owned);
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
    if (primitive.scratchpadBytes() > 0) {
      Region scratchpad = allocate(primitive.scratchpad());
      scratchpad.buffer().makeScratchpad();
      arguments.add(new Step.Argument(Argument.SCRATCHPAD, scratchpad));
    }
    steps.add(primitive, arguments, inputs.size());
  }

  /**
   * Adds a step that runs primitives one after another.
   *
   * @param kind what they compute, for messages and traces
   * @param parts the primitives, each with all its arguments
   * @param inputs what they read
   * @param outputs what they write, scratch memory among it
   */
  public void add(
      String kind,
      List<Step.OfPrimitive> parts,
      List<Step.Argument> inputs,
      List<Step.Argument> outputs) {
    List<Step.Argument> arguments = new ArrayList<>(inputs);
    arguments.addAll(outputs);
    steps.add(kind, parts, arguments, inputs.size());
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
    steps.add(kind, kernel, inputs, outputs);
  }

  /**
   * Lets values be parts of one buffer, so that they lie behind one another without being copied.
   *
   * @param parts ids of the values
   * @param whole the layout of all of them
   * @return the whole, or empty if one of the values cannot be moved
   */
  public Optional<Region> join(List<Integer> parts, Layout whole) {
    if (!places.canJoin(parts, whole.byteSize())) {
      return Optional.empty();
    }
    Region region = allocate(whole);
    buffers.removeAll(places.join(parts, region.buffer()));
    return Optional.of(region.touchedAt(steps.size()));
  }

  /**
   * Begins the steps of a node.
   *
   * @param node the node
   */
  public void begin(Node node) {
    steps.begin(node);
  }

  /**
   * Ends the steps of a node: its inputs have been read.
   *
   * @param node the node
   */
  public void end(Node node) {
    places.end(node);
  }

  /** {@return the finished plan, which owns everything made so far} */
  public CompiledPlan finish() {
    steps.begin(null);
    List<Region> inputs = new ArrayList<>();
    List<ValueType> inputTypes = new ArrayList<>();
    for (GraphInput input : graph.inputs()) {
      inputTypes.add(types.get(input.value()));
      Region present = places.first(input.value());
      inputs.add(present == null ? null : present.touchedAt(-1));
    }
    List<Region> outputs = new ArrayList<>();
    List<ValueType> outputTypes = new ArrayList<>();
    for (GraphOutput output : graph.outputs()) {
      Region region = read(output.value(), plainLayout(output.value()));
      outputs.add(region.requireView("output", output.name()));
      outputTypes.add(types.get(output.value()));
    }
    for (Region region : outputs) {
      region.touchedAt(steps.size());
    }
    parameters.await();
    return CompiledPlan.of(
        new CompiledPlan.Parts(
            steps.all(),
            steps.once(),
            buffers,
            parameters.uses(),
            inputs,
            inputTypes,
            outputs,
            outputTypes),
        made);
  }

  /** Frees what was made, unless the plan was finished. */
  @Override
  public void close() {
    made.close();
  }
}
