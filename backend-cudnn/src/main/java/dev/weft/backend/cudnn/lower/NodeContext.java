package dev.weft.backend.cudnn.lower;

import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.backend.cudnn.plan.PlanBuilder;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.Node;
import dev.weft.graph.TypedNode;
import dev.weft.graph.ValueType;

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

  boolean isParameter(int index) {
    return plan.isParameter(inputValue(index));
  }

  /** Returns the layout in which an input is now. */
  Layout layout(int index) {
    return plan.layout(inputValue(index));
  }

  /** Returns whether an input is stored as floating-point numbers of at most 32 bits. */
  boolean isFloat(int index) {
    return storing(index) == ElementType.F32;
  }

  /** Returns the type in which an input is stored in row-major order. */
  ElementType storing(int index) {
    return ElementType.storing(inputType(index).dataType());
  }

  /** Returns the type in which an output is stored in row-major order. */
  ElementType storingOutput(int index) {
    return ElementType.storing(outputType(index).dataType());
  }

  /** Returns an input in a layout. */
  Region read(int index, Layout wanted) {
    return plan.read(inputValue(index), wanted);
  }

  /** Returns an input in row-major order, in the type that it is stored in. */
  Region readPlain(int index) {
    return plan.read(inputValue(index), plan.plainLayout(inputValue(index)));
  }

  /** Returns an input in row-major order, of elements of a type. */
  Region readPlain(int index, ElementType type) {
    return read(index, Layout.plain(type, inputShape(index)));
  }

  /** Returns an input in the layout that it is in, without copying. */
  Region readAsIs(int index) {
    return plan.read(inputValue(index), layout(index));
  }

  /** Makes memory for an output in a layout. */
  Region write(int index, Layout layout) {
    Region region = plan.allocate(layout);
    set(index, region);
    return region;
  }

  /** Makes memory for an output in row-major order, in the type that it is stored in. */
  Region writePlain(int index) {
    return write(index, plan.plainLayout(outputValue(index)));
  }

  /** Makes memory for an output in row-major order, of elements of a type. */
  Region writePlain(int index, ElementType type) {
    return write(index, Layout.plain(type, outputShape(index)));
  }

  /** Says where an output is. */
  void set(int index, Region region) {
    plan.set(outputValue(index), region);
  }

  /** Adds a step that runs a kernel. */
  void run(KernelCall call) {
    plan.add(node().op().operator(), call);
  }
}
