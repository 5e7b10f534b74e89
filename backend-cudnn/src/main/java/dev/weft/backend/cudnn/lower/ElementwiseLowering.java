package dev.weft.backend.cudnn.lower;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.plan.KernelCall;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.AmpCast;
import dev.weft.graph.op.AmpMulticast;
import dev.weft.graph.op.Binary;
import dev.weft.graph.op.Cast;
import dev.weft.graph.op.Clip;
import dev.weft.graph.op.Fused;
import dev.weft.graph.op.HardSigmoid;
import dev.weft.graph.op.HardSwish;
import dev.weft.graph.op.Identity;
import dev.weft.graph.op.LeakyRelu;
import dev.weft.graph.op.Op;
import dev.weft.graph.op.Quadratic;
import dev.weft.graph.op.Scalar;
import dev.weft.graph.op.Unary;

/** Functions of single elements, in whatever layout these are. */
final class ElementwiseLowering {
  private ElementwiseLowering() {}

  static void addTo(LoweringTable table) {
    table.add(Unary.class, ElementwiseLowering::single);
    table.add(Clip.class, ElementwiseLowering::single);
    table.add(HardSigmoid.class, ElementwiseLowering::single);
    table.add(HardSwish.class, ElementwiseLowering::single);
    table.add(Quadratic.class, ElementwiseLowering::single);
    table.add(Scalar.class, ElementwiseLowering::single);
    table.add(LeakyRelu.class, ElementwiseLowering::leaky);
    table.add(Binary.class, ElementwiseLowering::binary);
    table.add(Cast.class, (op, node) -> convert(node, 0, op.dataType()));
    table.add(AmpCast.class, (op, node) -> convert(node, 0, node.outputType(0).dataType()));
    table.add(AmpMulticast.class, ElementwiseLowering::multicast);
    table.add(Identity.class, (op, node) -> node.set(0, node.readAsIs(0)));
  }

  private static void single(Op op, NodeContext node) {
    Region source = node.readAsIs(0);
    ElementwiseChain chain = new ElementwiseChain(source);
    chain.apply(op);
    KernelCall call = chain.into(node.write(0, result(node, source.layout())));
    node.run(WholeNumbers.compute(op, node, call));
  }

  /** Returns the layout of the operand, unless the result is stored in another type. */
  private static Layout result(NodeContext node, Layout operand) {
    return node.storing(0) == node.storingOutput(0)
        ? operand
        : new Layout(node.storingOutput(0), operand.shape(), operand.order());
  }

  private static void leaky(LeakyRelu op, NodeContext node) {
    if (ElementwiseChain.knows(op)) {
      single(op, node);
      return;
    }
    Shape data = node.inputShape(0);
    Shape slopes = LeakyRelu.aligned(node.inputShape(1), data);
    boolean alongExamples = data.rank() > 1 && slopes.dimension(0) > 1;
    if (alongExamples) {
      repeatedSlopes(node, slopes);
      return;
    }
    Region source = node.readAsIs(0);
    ElementwiseChain chain = new ElementwiseChain(source);
    chain.applySlopes(node.readPlain(1));
    node.run(chain.into(node.write(0, source.layout())));
  }

  private static void repeatedSlopes(NodeContext node, Shape aligned) {
    Region data = node.readAsIs(0);
    Region slopes = node.readPlain(1);
    Region output = node.write(0, data.layout());
    KernelCall call =
        KernelCall.of("elementwise", "pair")
            .macro("CHAIN", "")
            .macro("PAIR", "prelu")
            .reads(data, slopes)
            .writes(output)
            .each(node.outputShape(0).elementCount());
    describe(call, output.layout(), data.layout(), Layout.plain(slopes.layout().type(), aligned));
    node.run(call);
  }

  /** Adds a chain of operators that were fused. */
  static void chain(Fused op, NodeContext node) {
    boolean binary = op.base() instanceof Binary;
    int leading = binary && node.isParameter(0) && !node.isParameter(1) ? 1 : 0;
    Layout layout = node.layout(leading);
    Region source = node.read(0, new Layout(node.layout(0).type(), layout.shape(), layout.order()));
    ElementwiseChain chain = new ElementwiseChain(source);
    if (op.base() instanceof Binary pair) {
      chain.combine(
          pair.function(),
          node.read(1, new Layout(node.layout(1).type(), layout.shape(), layout.order())));
    } else {
      chain.apply(op.base());
    }
    chain.apply(node, op.postOps(), op.baseInputs());
    node.run(chain.into(node.write(0, source.layout())));
  }

  private static void binary(Binary op, NodeContext node) {
    Shape shape = node.outputShape(0);
    boolean firstLeads = node.inputShape(0).equals(shape) && !node.isParameter(0);
    boolean secondLeads = node.inputShape(1).equals(shape) && !node.isParameter(1);
    int leading = !firstLeads && secondLeads ? 1 : 0;
    boolean keeps = firstLeads || secondLeads;
    Layout.Order order = keeps ? node.layout(leading).order() : Layout.Order.ROW_MAJOR;
    Region first = operand(node, 0, shape, order);
    Region second = operand(node, 1, shape, order);
    ElementType type =
        node.isFloat(0) && node.storingOutput(0) == ElementType.F32
            ? node.layout(leading).type()
            : node.storingOutput(0);
    Region output = node.write(0, new Layout(type, shape, order));
    KernelCall call =
        KernelCall.of("elementwise", "pair")
            .macro("CHAIN", "")
            .macro("PAIR", ElementwiseChain.name(op.function()))
            .reads(first, second)
            .writes(output)
            .each(shape.elementCount());
    describe(call, output.layout(), first.layout(), second.layout());
    node.run(WholeNumbers.compute(op, node, call));
  }

  /**
   * Returns an input of the shape of the result in its order, and another one in row-major order.
   */
  private static Region operand(NodeContext node, int input, Shape shape, Layout.Order order) {
    boolean whole = node.inputShape(input).equals(shape);
    return node.read(
        input,
        new Layout(
            node.layout(input).type(),
            node.inputShape(input),
            whole ? order : Layout.Order.ROW_MAJOR));
  }

  /**
   * Adds the axes in the order of the result's memory; along those of size 1, inputs are repeated.
   */
  private static void describe(KernelCall call, Layout result, Layout first, Layout second) {
    int rank = result.shape().rank();
    call.integers(rank);
    for (int i = 0; i < rank; i++) {
      int axis = result.axisInMemory(i);
      call.integers(
          result.shape().dimension(axis),
          distance(first, axis - rank + first.shape().rank()),
          distance(second, axis - rank + second.shape().rank()));
    }
  }

  private static long distance(Layout layout, int axis) {
    return axis < 0 || layout.shape().dimension(axis) == 1 ? 0 : layout.strides()[axis];
  }

  private static void multicast(AmpMulticast op, NodeContext node) {
    for (int i = 0; i < op.outputs(); i++) {
      convert(node, i, node.outputType(i).dataType());
    }
  }

  /** Adds the conversion of an input to the output of the same index. */
  private static void convert(NodeContext node, int index, DataType wanted) {
    ElementType from = node.storing(index);
    ElementType to = ElementType.storing(wanted);
    if (from == to && wanted != DataType.BOOL) {
      node.set(index, node.readAsIs(index));
      return;
    }
    Region source = node.readAsIs(index);
    Region target = node.write(index, source.layout().as(to));
    boolean integers = from.isInteger() && to.isInteger();
    KernelCall call =
        KernelCall.of(
                "cast", wanted == DataType.BOOL ? "cast_truth" : integers ? "cast_whole" : "cast")
            .reads(source)
            .writes(target)
            .each(source.layout().shape().elementCount());
    node.run(integers ? call.macro("WHOLE", "1") : call);
  }
}
