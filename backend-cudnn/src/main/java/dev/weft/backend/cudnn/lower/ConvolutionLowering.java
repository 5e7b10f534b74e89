package dev.weft.backend.cudnn.lower;

import dev.weft.BackendException;
import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.Convolution;
import dev.weft.backend.cudnn.handle.Convolution.Epilogue;
import dev.weft.backend.cudnn.handle.ConvolutionShape;
import dev.weft.backend.cudnn.handle.TransposedConvolution;
import dev.weft.backend.cudnn.plan.Arithmetic;
import dev.weft.backend.cudnn.plan.Layout;
import dev.weft.backend.cudnn.plan.Region;
import dev.weft.graph.op.Deconvolution;
import dev.weft.graph.op.FullyConnected;
import dev.weft.graph.op.Fused;
import dev.weft.graph.op.PostOp;
import dev.weft.graph.op.Unary;
import dev.weft.graph.op.UnaryFunction;
import dev.weft.graph.op.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Convolutions, transposed ones, and what is fused into them. */
final class ConvolutionLowering {
  private ConvolutionLowering() {}

  static void addTo(LoweringTable table) {
    table.add(
        dev.weft.graph.op.Convolution.class,
        (op, node) -> convolution(op, node, List.of(), node.inputCount()));
    table.add(
        Deconvolution.class, (op, node) -> deconvolution(op, node, List.of(), node.inputCount()));
    table.add(Fused.class, ConvolutionLowering::fused);
  }

  private static void fused(Fused op, NodeContext node) {
    if (op.base() instanceof dev.weft.graph.op.Convolution convolution) {
      convolution(convolution, node, op.postOps(), op.baseInputs());
    } else if (op.base() instanceof Deconvolution deconvolution) {
      deconvolution(deconvolution, node, op.postOps(), op.baseInputs());
    } else if (op.base() instanceof FullyConnected dense) {
      DenseLowering.product(dense, node, op.postOps(), op.baseInputs());
    } else {
      ElementwiseLowering.chain(op, node);
    }
  }

  /** Which post-operations cuDNN does in the same call, and which are left for a kernel. */
  private record Fusion(Epilogue epilogue, Optional<Integer> summand, List<PostOp> rest) {
    /** With a bias, cuDNN adds a sum and rectifies in the same call. */
    static Fusion of(boolean hasBias, List<PostOp> postOps, int firstInput) {
      if (!hasBias) {
        return new Fusion(Epilogue.NONE, Optional.empty(), postOps);
      }
      List<PostOp> rest = new ArrayList<>(postOps);
      Optional<Integer> summand = Optional.empty();
      if (!rest.isEmpty() && rest.get(0) instanceof PostOp.Sum) {
        summand = Optional.of(firstInput);
        rest.remove(0);
      }
      boolean rectifies = !rest.isEmpty() && isRelu(rest.get(0));
      if (rectifies) {
        rest.remove(0);
      }
      return new Fusion(Epilogue.withBias(summand.isPresent(), rectifies), summand, rest);
    }

    private static boolean isRelu(PostOp postOp) {
      return postOp instanceof PostOp.Elementwise elementwise
          && elementwise.op() instanceof Unary unary
          && unary.function() == UnaryFunction.RELU;
    }
  }

  private static void convolution(
      dev.weft.graph.op.Convolution op, NodeContext node, List<PostOp> postOps, int baseInputs) {
    Arithmetic arithmetic = node.plan().arithmetic();
    Layout.Order order = orderFor(node, op.window());
    Layout result = new Layout(arithmetic.activations(), node.outputShape(0), order);
    if (result.byteSize() == 0) {
      node.write(0, result);
      return;
    }
    Layout source = new Layout(arithmetic.activations(), node.inputShape(0), order);
    Layout weights = new Layout(arithmetic.activations(), node.inputShape(1), order);
    ConvolutionShape shape =
        new ConvolutionShape(
            arithmetic.activations(),
            arithmetic.tf32(),
            order == Layout.Order.CHANNELS_LAST,
            list(source.shape()),
            list(weights.shape()),
            list(result.shape()),
            op.groups(),
            op.window().pad(),
            op.window().stride(),
            op.window().dilate());
    Fusion fusion = Fusion.of(op.hasBias(), postOps, baseInputs);
    Convolution convolution;
    try {
      convolution = convolution(node, shape, fusion.epilogue());
    } catch (BackendException e) {
      if (fusion.epilogue() == Epilogue.NONE || !Convolution.isUnsupported(e)) {
        throw e;
      }
      fusion = new Fusion(Epilogue.NONE, Optional.empty(), postOps);
      convolution = convolution(node, shape, Epilogue.NONE);
    }
    boolean fusesBias = fusion.epilogue() != Epilogue.NONE;
    List<Region> inputs = new ArrayList<>();
    inputs.add(node.read(0, source));
    inputs.add(node.read(1, weights));
    Region bias = op.hasBias() ? node.readPlain(2, arithmetic.activations()) : null;
    if (fusesBias && bias != null) {
      inputs.add(bias);
    }
    fusion.summand().ifPresent(summand -> inputs.add(node.read(summand, result)));
    Region output = node.write(0, result);
    enqueue(node, convolution, inputs, fusesBias, output);
    int first = baseInputs + (fusion.summand().isPresent() ? 1 : 0);
    PostOpLowering.finish(node, output, fusion.rest(), first, fusesBias ? null : bias);
  }

  private static Convolution convolution(
      NodeContext node, ConvolutionShape shape, Epilogue epilogue) {
    boolean tunes = node.plan().arithmetic().tune();
    return node.plan()
        .keep(Convolution.create(node.plan().queue(), shape, epilogue, node.plan().heap(), tunes));
  }

  private static void enqueue(
      NodeContext node,
      Convolution convolution,
      List<Region> inputs,
      boolean hasBias,
      Region output) {
    Region workspace = node.plan().scratch(Math.max(1, convolution.workspaceBytes()));
    String subject = node.subject();
    boolean sums = inputs.size() > (hasBias ? 3 : 2);
    node.plan()
        .add(
            "convolution",
            "cudnn",
            (queue, places) ->
                convolution.enqueue(
                    queue,
                    new Convolution.Operands(
                        places.of(inputs.get(0)),
                        places.of(inputs.get(1)),
                        hasBias ? places.of(inputs.get(2)) : 0,
                        sums ? places.of(inputs.get(3)) : 0,
                        places.of(output),
                        places.of(workspace)),
                    subject),
            inputs,
            List.of(output, workspace));
  }

  private static void deconvolution(
      Deconvolution op, NodeContext node, List<PostOp> postOps, int baseInputs) {
    Arithmetic arithmetic = node.plan().arithmetic();
    Layout.Order order = orderFor(node, op.window());
    Layout result = new Layout(arithmetic.activations(), node.outputShape(0), order);
    if (result.byteSize() == 0) {
      node.write(0, result);
      return;
    }
    Layout source = new Layout(arithmetic.activations(), node.inputShape(0), order);
    Layout weights = new Layout(arithmetic.activations(), node.inputShape(1), order);
    Optional<List<Long>> padding = padding(op, node.inputShape(0));
    Layout computed =
        padding.isPresent() ? result : new Layout(result.type(), uncut(op, node), order);
    ConvolutionShape shape =
        new ConvolutionShape(
            arithmetic.activations(),
            arithmetic.tf32(),
            order == Layout.Order.CHANNELS_LAST,
            list(computed.shape()),
            list(weights.shape()),
            list(source.shape()),
            op.groups(),
            padding.orElseGet(() -> op.window().pad().stream().map(pad -> 0L).toList()),
            op.window().stride(),
            op.window().dilate());
    TransposedConvolution transposed =
        node.plan().keep(new TransposedConvolution(node.plan().queue(), shape, node.plan().heap()));
    Region data = node.read(0, source);
    Region filters = node.read(1, weights);
    Region output = node.plan().allocate(computed);
    Region workspace = node.plan().scratch(Math.max(1, transposed.workspaceBytes()));
    String subject = node.subject();
    node.plan()
        .add(
            "deconvolution",
            "cudnn",
            (queue, places) ->
                transposed.enqueue(
                    queue,
                    new Convolution.Operands(
                        places.of(data),
                        places.of(filters),
                        0,
                        0,
                        places.of(output),
                        places.of(workspace)),
                    subject),
            List.of(data, filters),
            List.of(output, workspace));
    Region cut = padding.isPresent() ? output : cut(op, node, output, result);
    node.set(0, cut);
    Region bias = op.hasBias() ? node.readPlain(2, arithmetic.activations()) : null;
    PostOpLowering.finish(node, cut, postOps, baseInputs, bias);
  }

  /** Returns the padding of the convolution, if one of that padding fits the result. */
  private static Optional<List<Long>> padding(Deconvolution op, Shape data) {
    List<Long> padding = new ArrayList<>();
    for (int i = 0; i < op.window().rank(); i++) {
      long[] both = op.padding(data.dimension(i + 2), i);
      if (both[0] < 0 || both[0] - both[1] >= op.window().stride().get(i)) {
        return Optional.empty();
      }
      padding.add(both[0]);
    }
    return Optional.of(padding);
  }

  /** Returns the shape of the result before its padding is cut off. */
  private static Shape uncut(Deconvolution op, NodeContext node) {
    long[] sizes = node.outputShape(0).dimensions();
    for (int i = 0; i < op.window().rank(); i++) {
      sizes[i + 2] =
          op.window().stride().get(i) * (node.inputShape(0).dimension(i + 2) - 1)
              + op.window().extent(i);
    }
    return Shape.of(sizes);
  }

  private static Region cut(Deconvolution op, NodeContext node, Region whole, Layout result) {
    Layout plain = Layout.plain(result.type(), result.shape());
    Region target = node.plan().allocate(plain);
    long[] strides = whole.layout().strides();
    long first = 0;
    for (int i = 0; i < op.window().rank(); i++) {
      first += op.padding(node.inputShape(0).dimension(i + 2), i)[0] * strides[i + 2];
    }
    node.run(ShapeLowering.strided(whole, target, first, strides));
    return target;
  }

  /** cuDNN knows channels that come last of images. */
  private static Layout.Order orderFor(NodeContext node, Window window) {
    return window.rank() == 2 ? node.plan().arithmetic().order() : Layout.Order.ROW_MAJOR;
  }

  static List<Long> list(Shape shape) {
    return Arrays.stream(shape.dimensions()).boxed().toList();
  }
}
