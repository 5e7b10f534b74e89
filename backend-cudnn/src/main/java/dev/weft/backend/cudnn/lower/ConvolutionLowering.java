package dev.weft.backend.cudnn.lower;

import dev.weft.BackendException;
import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.Convolution;
import dev.weft.backend.cudnn.handle.Convolution.Epilogue;
import dev.weft.backend.cudnn.handle.ConvolutionShape;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.TransposedConvolution;
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
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

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

  /** A convolution that cuDNN computes, and in which type and order. */
  private record Chosen(
      Convolution convolution, Fusion fusion, ElementType type, Layout.Order order) {}

  private static void convolution(
      dev.weft.graph.op.Convolution op, NodeContext node, List<PostOp> postOps, int baseInputs) {
    Layout.Order preferred = orderFor(node, op.window());
    Layout wanted =
        new Layout(node.plan().arithmetic().activations(), node.outputShape(0), preferred);
    if (wanted.byteSize() == 0) {
      node.write(0, wanted);
      return;
    }
    Chosen chosen =
        firstSupported(wanted, (type, order) -> choose(op, node, type, order, postOps, baseInputs));
    Fusion fusion = chosen.fusion();
    ElementType type = chosen.type();
    Layout result = new Layout(type, wanted.shape(), chosen.order());
    boolean fusesBias = fusion.epilogue() != Epilogue.NONE;
    List<Region> inputs = new ArrayList<>();
    inputs.add(node.read(0, new Layout(type, node.inputShape(0), chosen.order())));
    inputs.add(node.read(1, new Layout(type, node.inputShape(1), chosen.order())));
    Region bias = op.hasBias() ? node.readPlain(2, type) : null;
    if (fusesBias && bias != null) {
      inputs.add(bias);
    }
    fusion.summand().ifPresent(summand -> inputs.add(node.read(summand, result)));
    Region output = node.write(0, result);
    enqueue(node, chosen.convolution(), inputs, fusesBias, output);
    int first = baseInputs + (fusion.summand().isPresent() ? 1 : 0);
    PostOpLowering.finish(node, output, fusion.rest(), first, fusesBias ? null : bias);
  }

  /**
   * Returns what is made for the first type and order that cuDNN supports: those that are wanted,
   * then with channels before the places, then in single precision, too.
   */
  private static <T> T firstSupported(
      Layout wanted, BiFunction<ElementType, Layout.Order, T> making) {
    Set<Layout> forms = new LinkedHashSet<>();
    forms.add(wanted);
    forms.add(Layout.plain(wanted.type(), wanted.shape()));
    forms.add(Layout.plain(ElementType.F32, wanted.shape()));
    for (Iterator<Layout> left = forms.iterator(); ; ) {
      Layout form = left.next();
      try {
        return making.apply(form.type(), form.order());
      } catch (BackendException e) {
        if (!Convolution.isUnsupported(e) || !left.hasNext()) {
          throw e;
        }
      }
    }
  }

  private static Chosen choose(
      dev.weft.graph.op.Convolution op,
      NodeContext node,
      ElementType type,
      Layout.Order order,
      List<PostOp> postOps,
      int baseInputs) {
    ConvolutionShape shape =
        new ConvolutionShape(
            type,
            node.plan().arithmetic().tf32(),
            order == Layout.Order.CHANNELS_LAST,
            list(node.inputShape(0)),
            list(node.inputShape(1)),
            list(node.outputShape(0)),
            op.groups(),
            op.window().pad(),
            op.window().stride(),
            op.window().dilate());
    Fusion fusion = Fusion.of(op.hasBias(), postOps, baseInputs);
    try {
      return new Chosen(convolution(node, shape, fusion.epilogue()), fusion, type, order);
    } catch (BackendException e) {
      if (fusion.epilogue() == Epilogue.NONE || !Convolution.isUnsupported(e)) {
        throw e;
      }
      Fusion none = new Fusion(Epilogue.NONE, Optional.empty(), postOps);
      return new Chosen(convolution(node, shape, Epilogue.NONE), none, type, order);
    }
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
    Layout wanted =
        new Layout(
            node.plan().arithmetic().activations(),
            node.outputShape(0),
            orderFor(node, op.window()));
    if (wanted.byteSize() == 0) {
      node.write(0, wanted);
      return;
    }
    Optional<List<Long>> padding = padding(op, node.inputShape(0));
    Shape computed = padding.isPresent() ? wanted.shape() : uncut(op, node);
    Transposed chosen =
        firstSupported(
            wanted,
            (type, order) ->
                new Transposed(transposed(op, node, type, order, computed, padding), type, order));
    TransposedConvolution transposed = chosen.convolution();
    ElementType type = chosen.type();
    Layout source = new Layout(type, node.inputShape(0), chosen.order());
    Layout weights = new Layout(type, node.inputShape(1), chosen.order());
    Region data = node.read(0, source);
    Region filters = node.read(1, weights);
    Region output = node.plan().allocate(new Layout(type, computed, chosen.order()));
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
    Region cut = padding.isPresent() ? output : cut(op, node, output);
    node.set(0, cut);
    Region bias = op.hasBias() ? node.readPlain(2, type) : null;
    PostOpLowering.finish(node, cut, postOps, baseInputs, bias);
  }

  /** A transposed convolution that cuDNN computes, and in which type and order. */
  private record Transposed(
      TransposedConvolution convolution, ElementType type, Layout.Order order) {}

  private static TransposedConvolution transposed(
      Deconvolution op,
      NodeContext node,
      ElementType type,
      Layout.Order order,
      Shape computed,
      Optional<List<Long>> padding) {
    ConvolutionShape shape =
        new ConvolutionShape(
            type,
            node.plan().arithmetic().tf32(),
            order == Layout.Order.CHANNELS_LAST,
            list(computed),
            list(node.inputShape(1)),
            list(node.inputShape(0)),
            op.groups(),
            padding.orElseGet(() -> op.window().pad().stream().map(pad -> 0L).toList()),
            op.window().stride(),
            op.window().dilate());
    return node.plan()
        .keep(new TransposedConvolution(node.plan().queue(), shape, node.plan().heap()));
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

  private static Region cut(Deconvolution op, NodeContext node, Region whole) {
    Layout plain = Layout.plain(whole.layout().type(), node.outputShape(0));
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
