package dev.weft.backend.cudnn.plan;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.DeviceHeap;
import dev.weft.backend.cudnn.handle.DeviceMemory;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.Queue;
import dev.weft.backend.cudnn.kernel.KernelLibrary;
import dev.weft.graph.Graph;
import dev.weft.graph.GraphInput;
import dev.weft.graph.Node;
import dev.weft.graph.ValueType;
import dev.weft.graph.plan.ArenaBuffer;
import dev.weft.graph.plan.OnceSteps;
import dev.weft.nativesupport.lifetime.Rollback;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects the steps of a plan while the nodes of a graph are lowered, and keeps book of where each
 * value is, in which layouts. For one thread and one plan.
 */
public final class PlanBuilder implements AutoCloseable {
  /**
   * What a plan is built with.
   *
   * @param heap the memory of the GPU
   * @param queue where parameters are reordered, and what depends on no input is computed
   * @param kernels the kernels
   * @param parameters the constants of the graph
   * @param arithmetic how numbers are computed with
   */
  public record Resources(
      DeviceHeap heap,
      Queue queue,
      KernelLibrary kernels,
      DeviceParameters parameters,
      Arithmetic arithmetic) {}

  private final Graph graph;
  private final List<ValueType> types;
  private final Resources resources;
  private final Rollback made = new Rollback();
  private final List<Step> steps = new ArrayList<>();
  private final OnceSteps<DeviceMemory, Step> once = new OnceSteps<>();
  private final List<ArenaBuffer<DeviceMemory>> buffers = new ArrayList<>();
  private final List<ParameterUse> parameters = new ArrayList<>();
  private final Map<Integer, List<Region>> forms = new HashMap<>();
  private final Map<Integer, String> faults = new HashMap<>();
  private @Nullable Node current;

  /**
   * Begins a plan.
   *
   * @param graph the graph
   * @param types the types of all its values, with known shapes for all that are computed
   * @param resources what the plan is built with
   */
  public PlanBuilder(Graph graph, List<ValueType> types, Resources resources) {
    this.graph = graph;
    this.types = types;
    this.resources = resources;
    for (GraphInput input : graph.inputs()) {
      if (isRead(input.value())) {
        set(input.value(), allocate(plainLayout(input.value())));
      }
    }
  }

  private boolean isRead(int value) {
    return graph.nodes().stream().anyMatch(node -> node.inputs().contains(value))
        || graph.outputs().stream().anyMatch(output -> output.value() == value);
  }

  /** {@return how numbers are computed with} */
  public Arithmetic arithmetic() {
    return resources.arithmetic();
  }

  /** {@return the memory of the GPU} */
  public DeviceHeap heap() {
    return resources.heap();
  }

  /** {@return a queue, to ask cuDNN about} */
  public Queue queue() {
    return resources.queue();
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
    return isParameter(value)
        ? resources.parameters().storedLayout(value)
        : formsOf(value).get(0).layout();
  }

  /**
   * {@return the row-major layout of a value, in the type that values are stored in}
   *
   * @param value its id
   */
  public Layout plainLayout(int value) {
    ValueType type = types.get(value);
    return Layout.plain(ElementType.storing(type.dataType()), type.shape());
  }

  /**
   * {@return a value in a layout; it is reordered unless it is there already}
   *
   * @param value its id
   * @param wanted the layout
   */
  public Region read(int value, Layout wanted) {
    if (isParameter(value)) {
      return used(
          value, resources.parameters().use(value, wanted, resources.queue(), resources.kernels()));
    }
    List<Region> present = formsOf(value);
    for (Region form : present) {
      if (form.layout().equals(wanted)) {
        return form;
      }
    }
    Region target = allocate(wanted);
    add("reorder", Reorder.of(present.get(0), target));
    present.add(target);
    return target;
  }

  /**
   * {@return a value in an order of its own; a constant is placed once for all plans}
   *
   * @param value its id
   * @param wanted the order
   */
  public Region read(int value, Placement wanted) {
    if (isParameter(value)) {
      return used(
          value, resources.parameters().use(value, wanted, resources.queue(), resources.kernels()));
    }
    Region source = read(value, wanted.plain());
    Region target = allocate(wanted.placed());
    add(
        "reorder",
        "copies",
        (queue, places) -> wanted.place(queue, places.of(source), places.of(target)),
        List.of(source),
        List.of(target));
    return target;
  }

  private Region used(int value, DeviceParameters.Form form) {
    made.add(() -> resources.parameters().release(form));
    parameters.add(new ParameterUse(current, graph.constant(value).orElseThrow(), form.layout));
    return form.region();
  }

  private List<Region> formsOf(int value) {
    return Objects.requireNonNull(forms.get(value), "a value is read before it is made");
  }

  /**
   * {@return new memory}
   *
   * @param layout how it is used
   */
  public Region allocate(Layout layout) {
    ArenaBuffer<DeviceMemory> buffer = new ArenaBuffer<>(Math.max(1, layout.byteSize()));
    buffers.add(buffer);
    return new Region(buffer, layout);
  }

  /**
   * {@return scratch memory of the next step}
   *
   * @param byteSize its size
   */
  public Region scratch(long byteSize) {
    Region region = allocate(Layout.plain(ElementType.U8, Shape.of(byteSize)));
    region.buffer().makeScratchpad();
    return region;
  }

  /**
   * {@return a part of a region, which lives as long as the whole}
   *
   * @param whole the region, in row-major order
   * @param first the first element of the part
   * @param layout how the part is used; its type is that of the region
   */
  public Region slice(Region whole, long first, Layout layout) {
    ArenaBuffer<DeviceMemory> part = new ArenaBuffer<>(layout.byteSize());
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
  }

  /**
   * Lets the plan close a native thing.
   *
   * @param <T> its type
   * @param thing the thing
   * @return the thing
   */
  public <T extends AutoCloseable> T keep(T thing) {
    return made.add(thing);
  }

  /**
   * Adds a step that runs a kernel.
   *
   * @param kind what it computes, for traces
   * @param call the kernel and its arguments
   */
  public void add(String kind, KernelCall call) {
    int mark = steps.size() + 1;
    String subject = current == null ? "output" : current.toString();
    if (!call.fault().isEmpty()) {
      faults.put(mark, call.fault());
    }
    add(
        kind,
        "kernel " + call.function(),
        call.compile(resources.kernels(), mark, subject),
        call.inputs(),
        call.outputs());
  }

  /**
   * Adds a step.
   *
   * @param kind what it computes, for traces
   * @param implementation what computes it, for reports
   * @param operation puts it on a queue
   * @param inputs what it reads
   * @param outputs what it writes, scratch memory included
   */
  public void add(
      String kind,
      String implementation,
      Operation operation,
      List<Region> inputs,
      List<Region> outputs) {
    Step step = new Step(current, kind, implementation, operation, inputs, outputs);
    inputs.forEach(region -> region.touchedAt(steps.size()));
    outputs.forEach(region -> region.touchedAt(steps.size()));
    once.add(step, buffers(inputs), buffers(outputs));
    steps.add(step);
  }

  private static List<ArenaBuffer<DeviceMemory>> buffers(List<Region> regions) {
    return regions.stream().map(Region::buffer).toList();
  }

  /**
   * Begins the steps of a node.
   *
   * @param node the node
   */
  public void begin(Node node) {
    current = node;
  }

  /** {@return the finished plan, which owns everything made so far} */
  public CompiledPlan finish() {
    current = null;
    List<@Nullable Region> inputs = new ArrayList<>();
    for (GraphInput input : graph.inputs()) {
      List<Region> present = forms.get(input.value());
      inputs.add(present == null ? null : present.get(0).touchedAt(-1));
    }
    List<Region> outputs =
        graph.outputs().stream()
            .map(output -> read(output.value(), plainLayout(output.value())))
            .toList();
    outputs.forEach(region -> region.touchedAt(steps.size()));
    List<ValueType> inputTypes =
        graph.inputs().stream().map(input -> types.get(input.value())).toList();
    List<ValueType> outputTypes =
        graph.outputs().stream().map(output -> types.get(output.value())).toList();
    return CompiledPlan.of(
        new CompiledPlan.Parts(
            steps,
            once.steps(),
            faults,
            buffers,
            parameters,
            inputs,
            inputTypes,
            outputs,
            outputTypes),
        resources,
        made);
  }

  /** Frees what was made, unless the plan was finished. */
  @Override
  public void close() {
    made.close();
  }
}
