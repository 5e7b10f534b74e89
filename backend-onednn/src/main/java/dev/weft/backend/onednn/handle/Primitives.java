package dev.weft.backend.onednn.handle;

/**
 * Compiles primitives, of all families. A layout that is {@linkplain Layout#isAny() any} is chosen
 * by oneDNN and told by the primitive. All of them want a scratchpad from whoever executes them.
 * For one thread.
 *
 * @param compiler what compiles them
 */
public record Primitives(PrimitiveCompiler compiler)
    implements ConvolutionPrimitives,
        CopyPrimitives,
        ElementwisePrimitives,
        NormalizationPrimitives,
        ProductPrimitives,
        RecurrentPrimitives,
        WindowPrimitives {
  /**
   * Makes a compiler.
   *
   * @param pool where the layouts that primitives tell are kept
   */
  public Primitives(LayoutPool pool) {
    this(new PrimitiveCompiler(pool));
  }
}
