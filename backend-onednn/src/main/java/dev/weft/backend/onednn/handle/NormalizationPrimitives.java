package dev.weft.backend.onednn.handle;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;

/** Compiles normalisations and softmax. */
public sealed interface NormalizationPrimitives permits Primitives {
  /** {@return what compiles them} */
  PrimitiveCompiler compiler();

  /**
   * {@return softmax}
   *
   * @param log whether its logarithm is wanted
   * @param source the source
   * @param destination the result
   * @param axis the axis along which results sum up to 1
   */
  default Primitive softmax(boolean log, Layout source, Layout destination, int axis) {
    return compiler()
        .compile(
            "softmax",
            "dnnl_softmax_forward_primitive_desc_create",
            List.of(source),
            (pd, engine, attributes) ->
                dnnl.dnnl_softmax_forward_primitive_desc_create(
                    pd,
                    engine,
                    PrimitiveCompiler.INFERENCE,
                    log ? dnnl.dnnl_softmax_log : dnnl.dnnl_softmax_accurate,
                    source.pointer(),
                    destination.pointer(),
                    axis,
                    attributes));
  }

  /**
   * {@return a normalisation with given statistics: {@link Argument#MEAN}, {@link
   * Argument#VARIANCE}, {@link Argument#SCALE} and {@link Argument#SHIFT}}
   *
   * @param source batch, channels, space
   * @param epsilon what is added to the variance
   * @param postOps what is done to the result
   */
  default Primitive batchNormalization(Layout source, float epsilon, PostOps postOps) {
    return compiler()
        .compile(
            "batch normalization",
            "dnnl_batch_normalization_forward_primitive_desc_create",
            List.of(source),
            postOps,
            (pd, engine, attributes) ->
                dnnl.dnnl_batch_normalization_forward_primitive_desc_create(
                    pd,
                    engine,
                    PrimitiveCompiler.INFERENCE,
                    source.pointer(),
                    source.pointer(),
                    epsilon,
                    dnnl.dnnl_use_global_stats | dnnl.dnnl_use_scale | dnnl.dnnl_use_shift,
                    attributes));
  }

  /**
   * {@return a normalisation of rows with their own statistics; {@link Argument#SCALE} and {@link
   * Argument#SHIFT}}
   *
   * @param source rows, elements
   * @param epsilon what is added to the variance
   */
  default Primitive layerNormalization(Layout source, float epsilon) {
    return compiler()
        .compile(
            "layer normalization",
            "dnnl_layer_normalization_forward_primitive_desc_create",
            List.of(source),
            (pd, engine, attributes) ->
                dnnl.dnnl_layer_normalization_forward_primitive_desc_create(
                    pd,
                    engine,
                    PrimitiveCompiler.INFERENCE,
                    source.pointer(),
                    source.pointer(),
                    PrimitiveCompiler.orNone(null),
                    epsilon,
                    dnnl.dnnl_use_scale | dnnl.dnnl_use_shift,
                    attributes));
  }

  /**
   * {@return source · (bias + alpha / size · sum of squares of neighbouring channels)⁻ᵇᵉᵗᵃ}
   *
   * @param source batch, channels, space
   * @param size the number of neighbouring channels
   * @param alpha factor of the sum
   * @param beta exponent
   * @param bias what is added to the sum
   */
  default Primitive localResponse(Layout source, long size, float alpha, float beta, float bias) {
    return compiler()
        .compile(
            "lrn",
            "dnnl_lrn_forward_primitive_desc_create",
            List.of(source),
            (pd, engine, attributes) ->
                dnnl.dnnl_lrn_forward_primitive_desc_create(
                    pd,
                    engine,
                    PrimitiveCompiler.INFERENCE,
                    dnnl.dnnl_lrn_across_channels,
                    source.pointer(),
                    source.pointer(),
                    size,
                    alpha,
                    beta,
                    bias,
                    attributes));
  }
}
