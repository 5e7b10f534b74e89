package dev.weft.graph.op;

import dev.weft.Shape;
import dev.weft.graph.ValueType;
import java.util.List;

/**
 * An operator with its attributes: data, no computing. Immutable.
 *
 * <p>Shapes may be known in part. An operator says of its outputs what follows from what it is
 * told, and leaves the rest unknown.
 */
public sealed interface Op
    permits AdaptiveAveragePooling,
        AddN,
        AmpCast,
        AmpMulticast,
        BatchNorm,
        BilinearResize,
        BilinearSampler,
        Binary,
        BipartiteMatching,
        BoxDecode,
        BoxIou,
        BoxNms,
        Cast,
        Clip,
        Concat,
        Convolution,
        Correlation,
        CumulativeSum,
        Deconvolution,
        DeformableConvolution,
        DepthToSpace,
        Diagonal,
        DiagonalMatrix,
        DivideByRootOfWidth,
        Dot,
        Embedding,
        Eye,
        Fill,
        FillLike,
        FullyConnected,
        Fused,
        GatherNd,
        GridGenerator,
        GroupNorm,
        HardSigmoid,
        HardSwish,
        Histogram,
        Identity,
        IndexArray,
        IndexCopy,
        IndexOfExtreme,
        InterleavedAttention,
        KhatriRao,
        L2Normalization,
        LayerNorm,
        LeakyRelu,
        LinearAlgebra,
        Linspace,
        LocalResponseNorm,
        LossOutput,
        MatrixProduct,
        Moments,
        MultiBoxDetection,
        MultiBoxPrior,
        OneHot,
        Pick,
        Pooling,
        PositionSensitivePooling,
        Proposal,
        Quadratic,
        Range,
        RangeLike,
        RavelIndex,
        Recurrent,
        Reduction,
        Reshape,
        RoiPooling,
        Scalar,
        ScatterNd,
        Selection,
        SequenceLast,
        SequenceMask,
        SequenceReverse,
        ShapeArray,
        Softmax,
        SpatialTransformer,
        Split,
        SplitAt,
        Stack,
        SwapAxes,
        Take,
        TopK,
        Transpose,
        Triangle,
        Unary,
        UpSampling,
        Where,
        WindowColumns {
  /** {@return the name of the operator, for messages and dumps} */
  String operator();

  /** {@return the number of outputs} */
  default int outputs() {
    return 1;
  }

  /**
   * {@return whether elements of an input are of the type of the first output}
   *
   * @param input which input
   */
  default boolean sharesType(int input) {
    return true;
  }

  /**
   * Infers the outputs.
   *
   * @param inputs what is known of the inputs
   * @return what follows of the outputs, one for each
   * @throws IllegalArgumentException if the inputs cannot be
   */
  List<ValueType> infer(List<ValueType> inputs);

  /**
   * Infers inputs backwards, where MXNet does.
   *
   * @param inputs what is known of the inputs
   * @param outputs what is known of the outputs
   * @return shapes of the inputs, one for each, in which more may be known than before
   */
  default List<Shape> inferInputs(List<ValueType> inputs, List<ValueType> outputs) {
    return inputs.stream().map(ValueType::shape).toList();
  }
}
