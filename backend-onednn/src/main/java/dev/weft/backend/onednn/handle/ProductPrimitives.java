package dev.weft.backend.onednn.handle;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;
import org.jspecify.annotations.Nullable;

/** Compiles products of matrices. */
public sealed interface ProductPrimitives permits Primitives {
  /** {@return what compiles them} */
  PrimitiveCompiler compiler();

  /**
   * {@return a product with weights}
   *
   * @param source batch, inputs
   * @param weights outputs, inputs
   * @param bias outputs, or null
   * @param destination batch, outputs
   * @param postOps what is done to the result
   */
  default Primitive innerProduct(
      Layout source, Layout weights, @Nullable Layout bias, Layout destination, PostOps postOps) {
    return compiler()
        .compile(
            "inner product",
            "dnnl_inner_product_forward_primitive_desc_create",
            List.of(source, weights),
            postOps,
            (pd, engine, attributes) ->
                dnnl.dnnl_inner_product_forward_primitive_desc_create(
                    pd,
                    engine,
                    PrimitiveCompiler.INFERENCE,
                    source.pointer(),
                    weights.pointer(),
                    PrimitiveCompiler.orNone(bias),
                    destination.pointer(),
                    attributes));
  }

  /**
   * {@return a product of matrices, or of batches of them; {@link Argument#SRC} by {@link
   * Argument#WEIGHTS}}
   *
   * @param source batches, rows, inner
   * @param weights batches, inner, columns
   * @param destination batches, rows, columns
   * @param postOps what is done to the result
   */
  default Primitive matmul(Layout source, Layout weights, Layout destination, PostOps postOps) {
    return compiler()
        .compile(
            "matmul",
            "dnnl_matmul_primitive_desc_create",
            List.of(source, weights),
            postOps,
            (pd, engine, attributes) ->
                dnnl.dnnl_matmul_primitive_desc_create(
                    pd,
                    engine,
                    source.pointer(),
                    weights.pointer(),
                    PrimitiveCompiler.orNone(null),
                    destination.pointer(),
                    attributes));
  }
}
