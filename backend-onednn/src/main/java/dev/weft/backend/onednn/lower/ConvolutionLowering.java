package dev.weft.backend.onednn.lower;

import dev.weft.Shape;
import dev.weft.backend.onednn.handle.Argument;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.backend.onednn.handle.Engine;
import dev.weft.backend.onednn.handle.Geometry;
import dev.weft.backend.onednn.handle.ImplementationChoice;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.PostOps;
import dev.weft.backend.onednn.handle.Primitive;
import dev.weft.backend.onednn.kernel.WindowColumnsKernel;
import dev.weft.backend.onednn.plan.Region;
import dev.weft.backend.onednn.plan.Step;
import dev.weft.backend.onednn.plan.Winograd;
import dev.weft.graph.op.Convolution;
import dev.weft.graph.op.Deconvolution;
import dev.weft.graph.op.FullyConnected;
import dev.weft.graph.op.Fused;
import dev.weft.graph.op.PostOp;
import dev.weft.graph.op.Window;
import dev.weft.graph.op.WindowColumns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Convolutions, transposed ones, and what is fused into them. */
final class ConvolutionLowering {
  private static final long STEM_CHANNELS = 4;
  private static final long STEM_FILTERS = 32;

  private ConvolutionLowering() {}

  static void addTo(LoweringTable table) {
    table.add(Convolution.class, (op, node) -> convolution(op, node, List.of(), node.inputCount()));
    table.add(
        Deconvolution.class, (op, node) -> deconvolution(op, node, List.of(), node.inputCount()));
    table.add(
        WindowColumns.class,
        (op, node) -> {
          boolean cuts = op.imageSize().isEmpty();
          Shape image = cuts ? node.inputShape(0) : node.outputShape(0);
          node.kernel(op.operator(), new WindowColumnsKernel(op, image));
        });
    table.add(Fused.class, ConvolutionLowering::fused);
  }

  private static void fused(Fused op, NodeContext node) {
    if (op.base() instanceof Convolution convolution) {
      convolution(convolution, node, op.postOps(), op.baseInputs());
    } else if (op.base() instanceof Deconvolution deconvolution) {
      deconvolution(deconvolution, node, op.postOps(), op.baseInputs());
    } else if (op.base() instanceof FullyConnected dense) {
      DenseLowering.product(dense, node, op.postOps(), op.baseInputs());
    } else {
      ElementwiseChainLowering.chain(op, node);
    }
  }

  private static void convolution(
      Convolution op, NodeContext node, List<PostOp> postOps, int baseInputs) {
    ElementType type = node.plan().activationType();
    long[] weightShape = node.inputShape(1).dimensions();
    ImplementationChoice choice = implementation(op, node);
    Optional<Winograd> algorithm =
        choice == ImplementationChoice.FIRST
            ? WinogradLowering.algorithm(op, node)
            : Optional.empty();
    if (algorithm.isPresent()) {
      WinogradLowering.convolution(algorithm.get(), op, node, postOps, baseInputs);
      return;
    }
    boolean channelsLast = choice == ImplementationChoice.PREFER_DIRECT_AVX512;
    Layout source = image(node, type, node.inputShape(0), channelsLast);
    Layout weights = node.layouts().any(type, grouped(weightShape, op.groups(), 0));
    Layout bias = op.hasBias() ? node.layouts().plain(ElementType.F32, op.filters()) : null;
    Layout destination = image(node, type, node.outputShape(0), channelsLast);
    Geometry geometry = geometry(op.window());
    PostOpLowering fused = new PostOpLowering(node, postOps, baseInputs);
    Optional<Integer> summand = fused.replaceableSummand();
    Primitive primitive;
    try (PostOps list = new PostOps()) {
      fused.append(list, destination, summand.isPresent());
      primitive =
          node.keep(
              node.primitives()
                  .convolution(source, weights, bias, destination, geometry, list, choice));
    }
    List<Step.Argument> arguments = new ArrayList<>();
    arguments.add(NodeContext.argument(Argument.SRC, node.read(0, primitive.source())));
    arguments.add(NodeContext.argument(Argument.WEIGHTS, node.read(1, primitive.weights())));
    if (bias != null) {
      arguments.add(NodeContext.argument(Argument.BIAS, node.read(2, bias)));
    }
    finish(node, primitive, fused, arguments, summand);
  }

  private static void deconvolution(
      Deconvolution op, NodeContext node, List<PostOp> postOps, int baseInputs) {
    ElementType type = node.plan().activationType();
    long[] weightShape = node.inputShape(1).dimensions();
    Layout source = node.layouts().any(type, node.inputShape(0).dimensions());
    // MXNet stores (channels, filters / groups, ...), oneDNN wants (groups, filters / groups,
    // channels / groups, ...).
    int first = op.groups() > 1 ? 1 : 0;
    long[] wanted = grouped(weightShape, op.groups(), 0);
    long swap = wanted[first];
    wanted[first] = wanted[first + 1];
    wanted[first + 1] = swap;
    Layout weights = node.layouts().any(type, wanted);
    Layout bias = op.hasBias() ? node.layouts().plain(ElementType.F32, op.filters()) : null;
    Layout destination = node.layouts().any(type, node.outputShape(0).dimensions());
    Geometry plain = geometry(op.window());
    for (int i = 0; i < op.window().rank(); i++) {
      long[] padding = op.padding(node.inputShape(0).dimension(i + 2), i);
      plain.padBefore()[i] = padding[0];
      plain.padAfter()[i] = padding[1];
    }
    PostOpLowering fused = new PostOpLowering(node, postOps, baseInputs);
    Primitive primitive;
    try (PostOps list = new PostOps()) {
      fused.append(list, destination, false);
      primitive =
          node.keep(
              node.primitives().deconvolution(source, weights, bias, destination, plain, list));
    }
    List<Step.Argument> arguments = new ArrayList<>();
    arguments.add(NodeContext.argument(Argument.SRC, node.read(0, primitive.source())));
    Layout stored = node.layouts().swapped(primitive.weights(), first, first + 1).orElseThrow();
    arguments.add(
        NodeContext.argument(
            Argument.WEIGHTS, new Region(node.read(1, stored).buffer(), primitive.weights())));
    if (bias != null) {
      arguments.add(NodeContext.argument(Argument.BIAS, node.read(2, bias)));
    }
    finish(node, primitive, fused, arguments, Optional.empty());
  }

  private static void finish(
      NodeContext node,
      Primitive primitive,
      PostOpLowering fused,
      List<Step.Argument> arguments,
      Optional<Integer> summand) {
    arguments.addAll(fused.arguments(primitive.destination()));
    Region output;
    if (summand.isPresent()) {
      Region replaced = node.read(summand.get(), primitive.destination());
      output = new Region(replaced.buffer(), primitive.destination());
      node.set(0, output);
    } else {
      output = node.write(0, primitive.destination());
    }
    node.step(primitive, arguments, Argument.DST, output);
  }

  private static Layout image(
      NodeContext node, ElementType type, Shape shape, boolean channelsLast) {
    return channelsLast
        ? node.layouts().channelsLast(type, shape.dimensions())
        : node.layouts().any(type, shape.dimensions());
  }

  private static ImplementationChoice implementation(Convolution op, NodeContext node) {
    if (isComputedWrongly(op, node)) {
      return ImplementationChoice.WITHOUT_BRGEMM;
    }
    return isStem(op, node)
        ? ImplementationChoice.PREFER_DIRECT_AVX512
        : ImplementationChoice.FIRST;
  }

  /**
   * Returns whether a convolution is one of those at the beginning of a network, of so few channels
   * that products of small matrices leave vectors half empty. oneDNN 3.11 chooses these
   * nevertheless; the direct convolution takes 0.63 to 0.9 of the time. Many filters without stride
   * are the exception.
   */
  private static boolean isStem(Convolution op, NodeContext node) {
    return Engine.get().isa().hasAvx512()
        && node.plan().activationType() == ElementType.F32
        && op.window().rank() == 2
        && op.groups() == 1
        && node.inputShape(1).dimension(1) <= STEM_CHANNELS
        && (op.filters() <= STEM_FILTERS || op.window().stride().get(1) > 1);
  }

  /**
   * oneDNN 3.11's brg_conv_fwd computes wrong numbers of one channel where a stride above 1 leaves
   * an output of width 1, and ends the process where a padding is not smaller than the kernel.
   */
  private static boolean isComputedWrongly(Convolution op, NodeContext node) {
    for (int i = 0; i < op.window().rank(); i++) {
      if (op.window().pad().get(i) >= op.window().extent(i)) {
        return true;
      }
    }
    int last = op.window().rank() - 1;
    return node.inputShape(1).dimension(1) == 1
        && node.outputShape(0).dimension(last + 2) == 1
        && op.window().stride().get(last) > 1;
  }

  private static Geometry geometry(Window window) {
    int rank = window.rank();
    long[] dilates = new long[rank];
    long[] strides = new long[rank];
    long[] before = new long[rank];
    long[] after = new long[rank];
    for (int i = 0; i < rank; i++) {
      strides[i] = window.stride().get(i);
      dilates[i] = window.dilate().get(i) - 1;
      before[i] = window.pad().get(i);
      after[i] = window.pad().get(i);
    }
    return new Geometry(strides, dilates, before, after);
  }

  /**
   * Returns a weight's dimensions with the groups as a dimension of their own, if there are any.
   */
  private static long[] grouped(long[] weight, long groups, int axis) {
    if (groups == 1) {
      return weight.clone();
    }
    long[] dimensions = new long[weight.length + 1];
    dimensions[0] = groups;
    System.arraycopy(weight, 0, dimensions, 1, weight.length);
    dimensions[axis + 1] = weight[axis] / groups;
    return dimensions;
  }
}
