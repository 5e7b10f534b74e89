package dev.weft.backend.onednn.handle;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.jspecify.annotations.Nullable;

/** Compiles convolutions and transposed ones. */
public sealed interface ConvolutionPrimitives permits Primitives {
  /** {@return what compiles them} */
  PrimitiveCompiler compiler();

  /**
   * {@return a convolution}
   *
   * @param source batch, channels, space
   * @param weights filters, channels, kernel; or groups before these
   * @param bias filters, or null
   * @param destination batch, filters, space
   * @param geometry the window
   * @param postOps what is done to the result
   * @param excluded what the name of the implementation must not hold, or empty
   */
  default Primitive convolution(
      Layout source,
      Layout weights,
      @Nullable Layout bias,
      Layout destination,
      Geometry geometry,
      PostOps postOps,
      String excluded) {
    return compiler()
        .compile(
            "convolution",
            "dnnl_convolution_forward_primitive_desc_create",
            List.of(source, weights),
            postOps,
            excluded,
            (pd, engine, attributes) ->
                dnnl.dnnl_convolution_forward_primitive_desc_create(
                    pd,
                    engine,
                    PrimitiveCompiler.INFERENCE,
                    dnnl.dnnl_convolution_direct,
                    source.pointer(),
                    weights.pointer(),
                    PrimitiveCompiler.orNone(bias),
                    destination.pointer(),
                    geometry.strides(),
                    geometry.dilates(),
                    geometry.padBefore(),
                    geometry.padAfter(),
                    attributes));
  }

  /**
   * {@return a transposed convolution}
   *
   * @param source batch, channels, space
   * @param weights filters, channels, kernel; or groups before these
   * @param bias filters, or null
   * @param destination batch, filters, space
   * @param geometry the window
   * @param postOps what is done to the result
   */
  default Primitive deconvolution(
      Layout source,
      Layout weights,
      @Nullable Layout bias,
      Layout destination,
      Geometry geometry,
      PostOps postOps) {
    return compiler()
        .compile(
            "deconvolution",
            "dnnl_deconvolution_forward_primitive_desc_create",
            List.of(source, weights),
            postOps,
            (pd, engine, attributes) ->
                dnnl.dnnl_deconvolution_forward_primitive_desc_create(
                    pd,
                    engine,
                    PrimitiveCompiler.INFERENCE,
                    dnnl.dnnl_deconvolution_direct,
                    source.pointer(),
                    weights.pointer(),
                    PrimitiveCompiler.orNone(bias),
                    destination.pointer(),
                    geometry.strides(),
                    geometry.dilates(),
                    geometry.padBefore(),
                    geometry.padAfter(),
                    attributes));
  }
}
