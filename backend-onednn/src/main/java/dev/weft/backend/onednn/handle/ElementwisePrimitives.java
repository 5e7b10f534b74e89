package dev.weft.backend.onednn.handle;

import java.util.List;
import org.bytedeco.dnnl.global.dnnl;

/** Compiles functions of single elements. */
public sealed interface ElementwisePrimitives permits Primitives {
  /** {@return what compiles them} */
  PrimitiveCompiler compiler();

  /**
   * {@return a function of each element}
   *
   * @param function the function
   * @param source the source
   * @param postOps what is done to the result
   */
  default Primitive eltwise(Eltwise function, Layout source, PostOps postOps) {
    return compiler()
        .compile(
            "eltwise",
            "dnnl_eltwise_forward_primitive_desc_create",
            List.of(source),
            postOps,
            (pd, engine, attributes) ->
                dnnl.dnnl_eltwise_forward_primitive_desc_create(
                    pd,
                    engine,
                    PrimitiveCompiler.INFERENCE,
                    function.algorithm(),
                    source.pointer(),
                    source.pointer(),
                    function.alpha(),
                    function.beta(),
                    attributes));
  }

  /**
   * {@return a function of the elements of two values, the second of which may be repeated along
   * dimensions of size 1}
   *
   * @param function the function
   * @param source the first value
   * @param second the second value
   * @param destination the result
   * @param postOps what is done to the result
   */
  default Primitive binary(
      BinaryAlgorithm function, Layout source, Layout second, Layout destination, PostOps postOps) {
    return compiler()
        .compile(
            "binary " + function,
            "dnnl_binary_primitive_desc_create",
            List.of(source, second),
            postOps,
            (pd, engine, attributes) ->
                dnnl.dnnl_binary_primitive_desc_create(
                    pd,
                    engine,
                    function.code(),
                    source.pointer(),
                    second.pointer(),
                    destination.pointer(),
                    attributes));
  }
}
