package dev.weft.backend.onednn.handle;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;

/** Compiles pooling and resampling. */
public sealed interface WindowPrimitives permits Primitives {
  /** {@return what compiles them} */
  PrimitiveCompiler compiler();

  /**
   * {@return pooling}
   *
   * @param algorithm what is made of a window
   * @param source batch, channels, space
   * @param destination batch, channels, space
   * @param kernel extents of the window
   * @param geometry how it moves
   */
  default Primitive pooling(
      PoolingAlgorithm algorithm,
      Layout source,
      Layout destination,
      long[] kernel,
      Geometry geometry) {
    return compiler()
        .compile(
            "pooling",
            "dnnl_pooling_forward_primitive_desc_create",
            List.of(source),
            (pd, engine, attributes) ->
                dnnl.dnnl_pooling_forward_primitive_desc_create(
                    pd,
                    engine,
                    PrimitiveCompiler.INFERENCE,
                    algorithm.code(),
                    source.pointer(),
                    destination.pointer(),
                    geometry.strides(),
                    kernel,
                    geometry.dilates(),
                    geometry.padBefore(),
                    geometry.padAfter(),
                    attributes));
  }

  /**
   * {@return images of another size, each pixel that of the source which is nearest}
   *
   * @param source batch, channels, space
   * @param destination batch, channels, space
   */
  default Primitive nearestResampling(Layout source, Layout destination) {
    return compiler()
        .compile(
            "resampling",
            "dnnl_resampling_forward_primitive_desc_create",
            List.of(source),
            (pd, engine, attributes) ->
                dnnl.dnnl_resampling_forward_primitive_desc_create(
                    pd,
                    engine,
                    PrimitiveCompiler.INFERENCE,
                    dnnl.dnnl_resampling_nearest,
                    (float[]) null,
                    source.pointer(),
                    destination.pointer(),
                    attributes));
  }
}
