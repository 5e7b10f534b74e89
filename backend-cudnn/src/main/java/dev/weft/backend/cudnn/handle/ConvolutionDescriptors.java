package dev.weft.backend.cudnn.handle;

import dev.weft.nativesupport.lifetime.Rollback;
import org.bytedeco.cuda.cudnn.cudnnConvolutionStruct;
import org.bytedeco.cuda.cudnn.cudnnFilterStruct;
import org.bytedeco.cuda.global.cudnn;

/** What cuDNN is told of a convolution: data, weights, result, and the window. Immutable. */
@SuppressWarnings("deprecation") // ADR 0010 says why these functions
final class ConvolutionDescriptors implements AutoCloseable {
  final TensorDescriptor source;
  final TensorDescriptor result;
  final cudnnFilterStruct filter = new cudnnFilterStruct();
  final cudnnConvolutionStruct window = new cudnnConvolutionStruct();
  private final Rollback owned;

  ConvolutionDescriptors(ConvolutionShape shape) {
    String subject = shape.toString();
    try (Rollback made = new Rollback()) {
      source =
          made.add(
              new TensorDescriptor(
                  shape.type(),
                  ConvolutionShape.array(shape.source()),
                  shape.strides(shape.source())));
      result =
          made.add(
              new TensorDescriptor(
                  shape.type(),
                  ConvolutionShape.array(shape.result()),
                  shape.strides(shape.result())));
      Status.cudnn(
          cudnn.cudnnCreateFilterDescriptor(filter), "cudnnCreateFilterDescriptor", subject);
      made.add(
          () ->
              Status.cudnn(
                  cudnn.cudnnDestroyFilterDescriptor(filter),
                  "cudnnDestroyFilterDescriptor",
                  subject));
      String function = "cudnnSetFilterNdDescriptor";
      long[] dimensions = ConvolutionShape.array(shape.filter());
      int[] sizes =
          TensorDescriptor.widened(TensorDescriptor.counted(function, shape.type(), dimensions), 1);
      Status.cudnn(
          cudnn.cudnnSetFilterNdDescriptor(
              filter,
              shape.type().cudnnCode(),
              shape.channelsLast() ? cudnn.CUDNN_TENSOR_NHWC : cudnn.CUDNN_TENSOR_NCHW,
              sizes.length,
              sizes),
          function,
          subject);
      Status.cudnn(
          cudnn.cudnnCreateConvolutionDescriptor(window),
          "cudnnCreateConvolutionDescriptor",
          subject);
      made.add(
          () ->
              Status.cudnn(
                  cudnn.cudnnDestroyConvolutionDescriptor(window),
                  "cudnnDestroyConvolutionDescriptor",
                  subject));
      describeWindow(shape, subject);
      owned = made.detached();
    }
  }

  private void describeWindow(ConvolutionShape shape, String subject) {
    int[] padding = ConvolutionShape.spatial(shape.padding(), 0);
    Status.cudnn(
        cudnn.cudnnSetConvolutionNdDescriptor(
            window,
            padding.length,
            padding,
            ConvolutionShape.spatial(shape.stride(), 1),
            ConvolutionShape.spatial(shape.dilation(), 1),
            cudnn.CUDNN_CROSS_CORRELATION,
            cudnn.CUDNN_DATA_FLOAT),
        "cudnnSetConvolutionNdDescriptor",
        subject);
    Status.cudnn(
        cudnn.cudnnSetConvolutionGroupCount(
            window,
            NativeInt.of(
                shape.groups(), "the number of groups", "cudnnSetConvolutionGroupCount", subject)),
        "cudnnSetConvolutionGroupCount",
        subject);
    useMathType(mathType(shape));
  }

  /** Says in which arithmetic the convolution is run. */
  void useMathType(int mathType) {
    Status.cudnn(
        cudnn.cudnnSetConvolutionMathType(window, mathType),
        "cudnnSetConvolutionMathType",
        "math type " + mathType);
  }

  /** Returns which arithmetic the type of the elements asks for. */
  static int mathType(ConvolutionShape shape) {
    if (shape.type() != ElementType.F32) {
      return cudnn.CUDNN_TENSOR_OP_MATH;
    }
    return shape.tf32() ? cudnn.CUDNN_DEFAULT_MATH : cudnn.CUDNN_FMA_MATH;
  }

  @Override
  public void close() {
    owned.close();
  }
}
