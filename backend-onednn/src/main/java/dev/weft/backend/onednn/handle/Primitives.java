package dev.weft.backend.onednn.handle;

import java.util.List;
import org.bytedeco.dnnl.dnnl_engine;
import org.bytedeco.dnnl.dnnl_memory_desc;
import org.bytedeco.dnnl.dnnl_primitive_desc;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * Compiles primitives. A layout that is {@linkplain Layout#isAny() any} is chosen by oneDNN and
 * told by the primitive. All of them want a scratchpad from whoever executes them.
 */
public final class Primitives {
  private static final int INFERENCE = dnnl.dnnl_forward_inference;

  private final LayoutPool pool;
  private final dnnl_engine engine = Engine.get().pointer();

  /**
   * Makes a compiler.
   *
   * @param pool where the layouts that primitives tell are kept
   */
  public Primitives(LayoutPool pool) {
    this.pool = pool;
  }

  /**
   * The window of a convolution or pooling, with numbers for each spatial axis.
   *
   * @param strides steps
   * @param dilates distance of elements, less one
   * @param padBefore padding before the first element
   * @param padAfter padding behind the last element
   */
  @SuppressWarnings("ArrayRecordComponent") // filled in by whoever makes it, and never compared
  public record Geometry(long[] strides, long[] dilates, long[] padBefore, long[] padAfter) {}

  /**
   * {@return a copy into another layout or type}
   *
   * @param from the source
   * @param to the destination
   */
  public Primitive reorder(Layout from, Layout to) {
    dnnl_primitive_desc pd = new dnnl_primitive_desc();
    try (PostOps none = new PostOps()) {
      check(
          dnnl.dnnl_reorder_primitive_desc_create(
              pd, from.pointer(), engine, to.pointer(), engine, none.attributes()),
          "dnnl_reorder_primitive_desc_create",
          "reorder of " + from + " to " + to);
    }
    return Primitive.of("reorder", pd, pool);
  }

  /**
   * {@return a convolution}
   *
   * @param source batch, channels, space
   * @param weights filters, channels, kernel; or groups before these
   * @param bias filters, or null
   * @param destination batch, filters, space
   * @param geometry the window
   * @param postOps what is done to the result
   * @param shunned what the name of the implementation must not hold, or empty
   */
  public Primitive convolution(
      Layout source,
      Layout weights,
      @org.jspecify.annotations.Nullable Layout bias,
      Layout destination,
      Geometry geometry,
      PostOps postOps,
      String shunned) {
    dnnl_primitive_desc pd = new dnnl_primitive_desc();
    check(
        dnnl.dnnl_convolution_forward_primitive_desc_create(
            pd,
            engine,
            INFERENCE,
            dnnl.dnnl_convolution_direct,
            source.pointer(),
            weights.pointer(),
            orNone(bias),
            destination.pointer(),
            geometry.strides(),
            geometry.dilates(),
            geometry.padBefore(),
            geometry.padAfter(),
            postOps.attributes()),
        "dnnl_convolution_forward_primitive_desc_create",
        "convolution of " + source + " with " + weights);
    shun(pd, shunned);
    return Primitive.of("convolution", pd, pool);
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
  public Primitive deconvolution(
      Layout source,
      Layout weights,
      @org.jspecify.annotations.Nullable Layout bias,
      Layout destination,
      Geometry geometry,
      PostOps postOps) {
    dnnl_primitive_desc pd = new dnnl_primitive_desc();
    check(
        dnnl.dnnl_deconvolution_forward_primitive_desc_create(
            pd,
            engine,
            INFERENCE,
            dnnl.dnnl_deconvolution_direct,
            source.pointer(),
            weights.pointer(),
            orNone(bias),
            destination.pointer(),
            geometry.strides(),
            geometry.dilates(),
            geometry.padBefore(),
            geometry.padAfter(),
            postOps.attributes()),
        "dnnl_deconvolution_forward_primitive_desc_create",
        "deconvolution of " + source + " with " + weights);
    return Primitive.of("deconvolution", pd, pool);
  }

  /**
   * {@return a product with weights}
   *
   * @param source batch, inputs
   * @param weights outputs, inputs
   * @param bias outputs, or null
   * @param destination batch, outputs
   * @param postOps what is done to the result
   */
  public Primitive innerProduct(
      Layout source,
      Layout weights,
      @org.jspecify.annotations.Nullable Layout bias,
      Layout destination,
      PostOps postOps) {
    dnnl_primitive_desc pd = new dnnl_primitive_desc();
    check(
        dnnl.dnnl_inner_product_forward_primitive_desc_create(
            pd,
            engine,
            INFERENCE,
            source.pointer(),
            weights.pointer(),
            orNone(bias),
            destination.pointer(),
            postOps.attributes()),
        "dnnl_inner_product_forward_primitive_desc_create",
        "product of " + source + " with " + weights);
    return Primitive.of("inner product", pd, pool);
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
  public Primitive matmul(Layout source, Layout weights, Layout destination, PostOps postOps) {
    dnnl_primitive_desc pd = new dnnl_primitive_desc();
    check(
        dnnl.dnnl_matmul_primitive_desc_create(
            pd,
            engine,
            source.pointer(),
            weights.pointer(),
            none(),
            destination.pointer(),
            postOps.attributes()),
        "dnnl_matmul_primitive_desc_create",
        "product of " + source + " with " + weights);
    return Primitive.of("matmul", pd, pool);
  }

  /** What pooling makes of the elements of a window. */
  public enum PoolingAlgorithm {
    /** The greatest. */
    MAX,
    /** The mean over the window. */
    AVERAGE_WITH_PADDING,
    /** The mean over the part of the window that is not padding. */
    AVERAGE_WITHOUT_PADDING;

    int code() {
      return switch (this) {
        case MAX -> dnnl.dnnl_pooling_max;
        case AVERAGE_WITH_PADDING -> dnnl.dnnl_pooling_avg_include_padding;
        case AVERAGE_WITHOUT_PADDING -> dnnl.dnnl_pooling_avg_exclude_padding;
      };
    }
  }

  /**
   * {@return pooling}
   *
   * @param algorithm what is made of a window
   * @param source batch, channels, space
   * @param destination batch, channels, space
   * @param kernel extents of the window
   * @param geometry how it moves
   */
  public Primitive pooling(
      PoolingAlgorithm algorithm,
      Layout source,
      Layout destination,
      long[] kernel,
      Geometry geometry) {
    dnnl_primitive_desc pd = new dnnl_primitive_desc();
    try (PostOps none = new PostOps()) {
      check(
          dnnl.dnnl_pooling_forward_primitive_desc_create(
              pd,
              engine,
              INFERENCE,
              algorithm.code(),
              source.pointer(),
              destination.pointer(),
              geometry.strides(),
              kernel,
              geometry.dilates(),
              geometry.padBefore(),
              geometry.padAfter(),
              none.attributes()),
          "dnnl_pooling_forward_primitive_desc_create",
          "pooling of " + source);
    }
    return Primitive.of("pooling", pd, pool);
  }

  /**
   * {@return images of another size, each pixel that of the source which is nearest}
   *
   * @param source batch, channels, space
   * @param destination batch, channels, space
   */
  public Primitive nearestResampling(Layout source, Layout destination) {
    dnnl_primitive_desc pd = new dnnl_primitive_desc();
    try (PostOps none = new PostOps()) {
      check(
          dnnl.dnnl_resampling_forward_primitive_desc_create(
              pd,
              engine,
              INFERENCE,
              dnnl.dnnl_resampling_nearest,
              (float[]) null,
              source.pointer(),
              destination.pointer(),
              none.attributes()),
          "dnnl_resampling_forward_primitive_desc_create",
          "resampling of " + source);
    }
    return Primitive.of("resampling", pd, pool);
  }

  /**
   * {@return a function of each element}
   *
   * @param function the function
   * @param source the source
   * @param postOps what is done to the result
   */
  public Primitive eltwise(Eltwise function, Layout source, PostOps postOps) {
    dnnl_primitive_desc pd = new dnnl_primitive_desc();
    check(
        dnnl.dnnl_eltwise_forward_primitive_desc_create(
            pd,
            engine,
            INFERENCE,
            function.algorithm(),
            source.pointer(),
            source.pointer(),
            function.alpha(),
            function.beta(),
            postOps.attributes()),
        "dnnl_eltwise_forward_primitive_desc_create",
        "function of " + source);
    return Primitive.of("eltwise", pd, pool);
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
  public Primitive binary(
      BinaryAlgorithm function, Layout source, Layout second, Layout destination, PostOps postOps) {
    dnnl_primitive_desc pd = new dnnl_primitive_desc();
    check(
        dnnl.dnnl_binary_primitive_desc_create(
            pd,
            engine,
            function.code(),
            source.pointer(),
            second.pointer(),
            destination.pointer(),
            postOps.attributes()),
        "dnnl_binary_primitive_desc_create",
        function + " of " + source + " and " + second);
    return Primitive.of("binary " + function, pd, pool);
  }

  /**
   * {@return softmax}
   *
   * @param log whether its logarithm is wanted
   * @param source the source
   * @param destination the result
   * @param axis the axis along which results sum up to 1
   */
  public Primitive softmax(boolean log, Layout source, Layout destination, int axis) {
    dnnl_primitive_desc pd = new dnnl_primitive_desc();
    try (PostOps none = new PostOps()) {
      check(
          dnnl.dnnl_softmax_forward_primitive_desc_create(
              pd,
              engine,
              INFERENCE,
              log ? dnnl.dnnl_softmax_log : dnnl.dnnl_softmax_accurate,
              source.pointer(),
              destination.pointer(),
              axis,
              none.attributes()),
          "dnnl_softmax_forward_primitive_desc_create",
          "softmax of " + source);
    }
    return Primitive.of("softmax", pd, pool);
  }

  /**
   * {@return a normalisation with given statistics: {@link Argument#MEAN}, {@link
   * Argument#VARIANCE}, {@link Argument#SCALE} and {@link Argument#SHIFT}}
   *
   * @param source batch, channels, space
   * @param epsilon what is added to the variance
   * @param postOps what is done to the result
   */
  public Primitive batchNormalization(Layout source, float epsilon, PostOps postOps) {
    dnnl_primitive_desc pd = new dnnl_primitive_desc();
    check(
        dnnl.dnnl_batch_normalization_forward_primitive_desc_create(
            pd,
            engine,
            INFERENCE,
            source.pointer(),
            source.pointer(),
            epsilon,
            dnnl.dnnl_use_global_stats | dnnl.dnnl_use_scale | dnnl.dnnl_use_shift,
            postOps.attributes()),
        "dnnl_batch_normalization_forward_primitive_desc_create",
        "normalisation of " + source);
    return Primitive.of("batch normalization", pd, pool);
  }

  /**
   * {@return a normalisation of rows with their own statistics; {@link Argument#SCALE} and {@link
   * Argument#SHIFT}}
   *
   * @param source rows, elements
   * @param epsilon what is added to the variance
   */
  public Primitive layerNormalization(Layout source, float epsilon) {
    dnnl_primitive_desc pd = new dnnl_primitive_desc();
    try (PostOps none = new PostOps()) {
      check(
          dnnl.dnnl_layer_normalization_forward_primitive_desc_create(
              pd,
              engine,
              INFERENCE,
              source.pointer(),
              source.pointer(),
              none(),
              epsilon,
              dnnl.dnnl_use_scale | dnnl.dnnl_use_shift,
              none.attributes()),
          "dnnl_layer_normalization_forward_primitive_desc_create",
          "normalisation of " + source);
    }
    return Primitive.of("layer normalization", pd, pool);
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
  public Primitive localResponse(Layout source, long size, float alpha, float beta, float bias) {
    dnnl_primitive_desc pd = new dnnl_primitive_desc();
    try (PostOps none = new PostOps()) {
      check(
          dnnl.dnnl_lrn_forward_primitive_desc_create(
              pd,
              engine,
              INFERENCE,
              dnnl.dnnl_lrn_across_channels,
              source.pointer(),
              source.pointer(),
              size,
              alpha,
              beta,
              bias,
              none.attributes()),
          "dnnl_lrn_forward_primitive_desc_create",
          "normalisation of " + source);
    }
    return Primitive.of("lrn", pd, pool);
  }

  /**
   * {@return values put behind one another; arguments from {@link Argument#MULTIPLE_SRC} on}
   *
   * @param axis the axis
   * @param sources the values
   * @param destination the result
   */
  public Primitive concat(int axis, List<Layout> sources, Layout destination) {
    dnnl_primitive_desc pd;
    long bytes = (sources.size() + 1L) * Long.BYTES;
    try (PostOps none = new PostOps();
        NativeMemory array = NativeMemory.allocate(bytes, "concat")) {
      PointerPointer<Pointer> pointers = new PointerPointer<>(array.at(0));
      for (int i = 0; i < sources.size(); i++) {
        pointers.put(i, sources.get(i).pointer());
      }
      PointerPointer<Pointer> result =
          new PointerPointer<>(array.at((long) sources.size() * Long.BYTES));
      check(
          dnnl.dnnl_concat_primitive_desc_create(
              result,
              engine,
              destination.pointer(),
              sources.size(),
              axis,
              pointers,
              none.attributes()),
          "dnnl_concat_primitive_desc_create",
          "concatenation to " + destination);
      pd = new dnnl_primitive_desc(result.get(0));
    }
    return Primitive.of("concat", pd, pool);
  }

  /** Goes on to the first implementation whose name does not hold a word. */
  private static void shun(dnnl_primitive_desc pd, String word) {
    while (!word.isEmpty() && implementation(pd).contains(word)) {
      check(dnnl.dnnl_primitive_desc_next_impl(pd), "dnnl_primitive_desc_next_impl", "convolution");
    }
  }

  private static String implementation(dnnl_primitive_desc pd) {
    try (NativeMemory result = NativeMemory.allocate(Long.BYTES, "query")) {
      check(
          dnnl.dnnl_primitive_desc_query(pd, dnnl.dnnl_query_impl_info_str, 0, result.at(0)),
          "dnnl_primitive_desc_query",
          "implementation");
      return new BytePointer(new PointerPointer<>(result.at(0)).get(0)).getString();
    }
  }

  private static dnnl_memory_desc orNone(@org.jspecify.annotations.Nullable Layout layout) {
    return layout == null ? none() : layout.pointer();
  }

  /** Returns a null pointer, which stands for an argument that is not there. */
  private static dnnl_memory_desc none() {
    return new dnnl_memory_desc();
  }

  private static void check(int status, String function, String subject) {
    Status.check(status, function, subject);
  }
}
