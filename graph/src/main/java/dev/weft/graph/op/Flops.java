package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * Counts the floating-point operations of operators at inference. A multiplication with an addition
 * counts 2.
 *
 * <table>
 * <caption>With E the elements of the output, and I those of the first input</caption>
 * <tr><th>family</th><th>operations</th></tr>
 * <tr><td>Convolution</td><td>2 · E · (input channels / groups) · kernel, and E with a bias</td></tr>
 * <tr><td>Deconvolution</td><td>2 · I · (filters / groups) · kernel, and E with a bias</td></tr>
 * <tr><td>FullyConnected</td><td>2 · E · (width of a row of the input), and E with a bias</td></tr>
 * <tr><td>dot, batch_dot, linalg_gemm, interleaved attention</td><td>2 · E · (length of the sums),
 * and E where a third matrix is added</td></tr>
 * <tr><td>RNN</td><td>for each layer, direction, step and sequence: 2 · (its weights), and 4 for
 * each unit of each gate</td></tr>
 * <tr><td>Pooling</td><td>E · kernel; I where the window is all of the space or
 * adaptive</td></tr>
 * <tr><td>BatchNorm</td><td>2 · I</td></tr>
 * <tr><td>LayerNorm, GroupNorm, InstanceNorm</td><td>8 · I</td></tr>
 * <tr><td>L2Normalization</td><td>3 · I</td></tr>
 * <tr><td>LRN</td><td>(2 · nsize + 3) · I</td></tr>
 * <tr><td>moments</td><td>4 · I</td></tr>
 * <tr><td>softmax and its kin</td><td>5 · I</td></tr>
 * <tr><td>bilinear resizing and sampling</td><td>8 · E</td></tr>
 * <tr><td>functions of elements, whatever they are, activations and comparisons among
 * them</td><td>E; of n inputs that are added up, (n − 1) · E</td></tr>
 * <tr><td>reductions, argmax and argmin</td><td>I</td></tr>
 * <tr><td>operators with post-operations</td><td>those of the operator, and E for each
 * post-operation</td></tr>
 * <tr><td>whatever moves, picks or converts elements, or depends on their values: reshaping,
 * slices, indexing, sorting, regions, boxes</td><td>0</td></tr>
 * </table>
 */
public final class Flops {
  private static final int PER_MOMENT_NORM = 8;
  private static final int PER_SOFTMAX = 5;
  private static final int PER_BILINEAR = 8;

  private Flops() {}

  /**
   * {@return the operations of one call}
   *
   * @param op the operator
   * @param inputs the types of its inputs, of known shapes
   * @param outputs the types of its outputs; 0 is returned if one's shape is not known
   * @throws ArithmeticException if there are more than a {@code long} can count
   */
  public static long of(Op op, List<ValueType> inputs, List<ValueType> outputs) {
    if (inputs.isEmpty() || !isKnown(inputs.get(0)) || !isKnown(outputs.get(0))) {
      return 0;
    }
    if (op instanceof Fused fused) {
      List<ValueType> own = inputs.subList(0, fused.baseInputs());
      long postOps = times(elements(outputs.get(0)), fused.postOps().size());
      return Math.addExact(of(fused.base(), own, outputs), postOps);
    }
    if (op instanceof LossOutput loss) {
      return of(loss.prediction(), inputs, outputs);
    }
    long products = products(op, inputs, outputs);
    return products > 0 ? products : ofElements(op, inputs, outputs);
  }

  private static long products(Op op, List<ValueType> inputs, List<ValueType> outputs) {
    Shape data = inputs.get(0).shape();
    long made = elements(outputs.get(0));
    if (op instanceof Convolution convolution) {
      long taps = times(data.dimension(1) / convolution.groups(), kernel(convolution.window()));
      return Math.addExact(times(2, made, taps), convolution.hasBias() ? made : 0);
    }
    if (op instanceof Deconvolution deconvolution) {
      long taps =
          times(deconvolution.filters() / deconvolution.groups(), kernel(deconvolution.window()));
      return Math.addExact(
          times(2, elements(inputs.get(0)), taps), deconvolution.hasBias() ? made : 0);
    }
    if (op instanceof FullyConnected dense) {
      long width =
          dense.flattens() ? Dimensions.product(data, 1, data.rank()) : data.dimension(last(data));
      return Math.addExact(times(2, made, width), dense.hasBias() ? made : 0);
    }
    if (op instanceof Dot dot) {
      return times(2, made, data.dimension(dot.transposesFirst() ? 0 : last(data)));
    }
    if (op instanceof MatrixProduct product) {
      int rows = Dimensions.axis(product.rowAxis(), data.rank());
      long length = data.dimension(product.transposesFirst() ? rows : last(data));
      return Math.addExact(times(2, made, length), inputs.size() > 2 ? made : 0);
    }
    if (op instanceof InterleavedAttention attention) {
      return times(2, made, sumLength(attention, data, inputs.get(inputs.size() - 1).shape()));
    }
    return op instanceof Recurrent recurrent ? recurrent(recurrent, data) : 0;
  }

  private static long sumLength(InterleavedAttention attention, Shape first, Shape last) {
    return switch (attention.kind()) {
      case SELF_SCORES -> first.dimension(2) / (3 * attention.heads());
      case CROSS_SCORES -> first.dimension(2) / attention.heads();
      case SELF_VALUES, CROSS_VALUES -> last.dimension(2);
    };
  }

  private static long recurrent(Recurrent recurrent, Shape data) {
    long cell = 0;
    for (int layer = 0; layer < recurrent.layers(); layer++) {
      int weights = recurrent.weightCount(layer, Math.toIntExact(data.dimension(2)));
      cell += 2L * weights + 4L * recurrent.cell().gates() * recurrent.hidden();
    }
    return times(cell, recurrent.directions(), data.dimension(0), data.dimension(1));
  }

  private static long ofElements(Op op, List<ValueType> inputs, List<ValueType> outputs) {
    long read = elements(inputs.get(0));
    long made = elements(outputs.get(0));
    if (op instanceof Pooling pooling) {
      return pooling.global() ? read : times(made, kernel(pooling.window()));
    }
    if (op instanceof AddN || (op instanceof UpSampling sampling && sampling.adds())) {
      return times(made, inputs.size() - 1L);
    }
    return Math.addExact(times(read, perInput(op)), times(made, perOutput(op)));
  }

  private static int perInput(Op op) {
    if (op instanceof BatchNorm) {
      return 2;
    } else if (op instanceof LayerNorm || op instanceof GroupNorm) {
      return PER_MOMENT_NORM;
    } else if (op instanceof L2Normalization) {
      return 3;
    } else if (op instanceof LocalResponseNorm norm) {
      return 2 * norm.size() + 3;
    } else if (op instanceof Moments) {
      return 4;
    } else if (op instanceof Softmax) {
      return PER_SOFTMAX;
    }
    boolean reduces =
        op instanceof Reduction
            || op instanceof IndexOfExtreme
            || op instanceof AdaptiveAveragePooling;
    return reduces ? 1 : 0;
  }

  private static int perOutput(Op op) {
    if (op instanceof BilinearResize
        || op instanceof BilinearSampler
        || op instanceof SpatialTransformer) {
      return PER_BILINEAR;
    }
    boolean elementwise =
        op instanceof Unary
            || op instanceof Binary
            || op instanceof Scalar
            || op instanceof Clip
            || op instanceof LeakyRelu
            || op instanceof HardSigmoid
            || op instanceof DivideByRootOfWidth;
    return elementwise ? 1 : 0;
  }

  private static boolean isKnown(ValueType type) {
    return type.shape().isKnown();
  }

  private static long elements(ValueType type) {
    return type.shape().elementCount();
  }

  private static int last(Shape shape) {
    return Math.max(0, shape.rank() - 1);
  }

  private static long kernel(Window window) {
    return times(window.kernel().stream().mapToLong(Long::longValue).toArray());
  }

  private static long times(long... factors) {
    long product = 1;
    for (long factor : factors) {
      product = Math.multiplyExact(product, factor);
    }
    return product;
  }
}
