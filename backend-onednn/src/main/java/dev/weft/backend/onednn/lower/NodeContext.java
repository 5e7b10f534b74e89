package dev.weft.backend.onednn.lower;

import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.LayoutPool;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.handle.Primitives;
import dev.weft.backend.onednn.kernel.Kernel;
import dev.weft.backend.onednn.plan.PlanBuilder;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.backend.onednn.plan.Step;
import dev.weft.graph.Node;
import dev.weft.graph.TypedNode;
import dev.weft.graph.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A node while it is lowered: its inputs and outputs by position. */
final class NodeContext extends TypedNode {
  private final PlanBuilder plan;

  NodeContext(PlanBuilder plan, Node node) {
    super(node);
    this.plan = plan;
  }

  @Override
  protected ValueType type(int value) {
    return plan.type(value);
  }

  PlanBuilder plan() {
    return plan;
  }

  LayoutPool layouts() {
    return plan.layouts();
  }

  Primitives primitives() {
    return plan.primitives();
  }

  /** Lets the plan own a primitive or memory. */
  <T extends AutoCloseable> T keep(T owned) {
    return plan.keep(owned);
  }

  boolean isParameter(int index) {
    return plan.isParameter(inputValue(index));
  }

  /** Returns the layout in which an input is now. */
  Layout layout(int index) {
    return plan.layout(inputValue(index));
  }

  /** Returns whether an input is stored as floating-point numbers. */
  boolean isFloat(int index) {
    return ElementType.storing(inputType(index).dataType()) == ElementType.F32;
  }

  /** Returns an input in a layout. */
  Region read(int index, Layout wanted) {
    return plan.read(inputValue(index), wanted);
  }

  /** Returns an input in row-major order. */
  Region readPlain(int index) {
    return plan.read(inputValue(index), plan.plainLayout(inputValue(index)));
  }

  /** Returns an input of floating-point numbers in the layout that it is in, without copying. */
  Region readAsIs(int index) {
    return plan.read(inputValue(index), layout(index));
  }

  /** Makes memory for an output in a layout. */
  Region write(int index, Layout layout) {
    Region region = plan.allocate(layout);
    set(index, region);
    return region;
  }

  /** Makes memory for an output in row-major order. */
  Region writePlain(int index) {
    return write(index, plan.plainLayout(outputValue(index)));
  }

  /** Makes memory for an output in row-major order, of single-precision numbers. */
  Region writeFloats(int index) {
    return write(index, layouts().plain(ElementType.F32, outputShape(index).dimensions()));
  }

  /** Says where an output is. */
  void set(int index, Region region) {
    plan.set(outputValue(index), region);
  }

  void step(Primitive primitive, List<Step.Argument> inputs, int outputKey, Region output) {
    plan.add(primitive, inputs, outputKey, output);
  }

  /** Adds a kernel that reads all inputs and writes all outputs, in row-major order. */
  void kernel(String kind, Kernel kernel) {
    List<Region> inputs = new ArrayList<>();
    for (int i = 0; i < inputCount(); i++) {
      inputs.add(readPlain(i));
    }
    kernel(kind, kernel, inputs);
  }

  /** Adds a kernel that reads all inputs and writes all outputs as single-precision numbers. */
  void floatKernel(String kind, Kernel kernel) {
    List<Region> inputs = new ArrayList<>();
    for (int i = 0; i < inputCount(); i++) {
      inputs.add(readFloats(i));
    }
    List<Region> outputs = new ArrayList<>();
    for (int i = 0; i < outputCount(); i++) {
      outputs.add(writeFloats(i));
    }
    plan.add(kind, kernel, inputs, outputs);
  }

  /** Returns an input in row-major order, of single-precision numbers. */
  Region readFloats(int index) {
    return read(index, layouts().plain(ElementType.F32, inputShape(index).dimensions()));
  }

  /** Adds a kernel that reads these regions and writes all outputs, in row-major order. */
  void kernel(String kind, Kernel kernel, List<Region> inputs) {
    List<Region> outputs = IntStream.range(0, outputCount()).mapToObj(this::writePlain).toList();
    plan.add(kind, kernel, inputs, outputs);
  }

  static Step.Argument argument(int key, Region region) {
    return new Step.Argument(key, region);
  }
}
