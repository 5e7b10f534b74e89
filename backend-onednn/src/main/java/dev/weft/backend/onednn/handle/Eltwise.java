package dev.weft.backend.onednn.handle;

import org.bytedeco.dnnl.global.dnnl;

/**
 * A function of one number, as oneDNN has it.
 *
 * @param algorithm oneDNN's number of the function
 * @param alpha its first parameter
 * @param beta its second parameter
 */
public record Eltwise(int algorithm, float alpha, float beta) {
  /**
   * {@return x where it is positive, slope · x elsewhere}
   *
   * @param slope the slope
   */
  public static Eltwise relu(double slope) {
    return new Eltwise(dnnl.dnnl_eltwise_relu, (float) slope, 0);
  }

  /**
   * {@return x where it is positive, factor · (eˣ − 1) elsewhere}
   *
   * @param factor the factor
   */
  public static Eltwise elu(double factor) {
    return new Eltwise(dnnl.dnnl_eltwise_elu, (float) factor, 0);
  }

  /** {@return the hyperbolic tangent} */
  public static Eltwise tanh() {
    return new Eltwise(dnnl.dnnl_eltwise_tanh, 0, 0);
  }

  /** {@return 1 / (1 + e⁻ˣ)} */
  public static Eltwise logistic() {
    return new Eltwise(dnnl.dnnl_eltwise_logistic, 0, 0);
  }

  /**
   * {@return alpha · x + beta, cut to 0 and 1}
   *
   * @param alpha factor
   * @param beta summand
   */
  public static Eltwise hardSigmoid(double alpha, double beta) {
    return new Eltwise(dnnl.dnnl_eltwise_hardsigmoid, (float) alpha, (float) beta);
  }

  /**
   * {@return x times alpha · x + beta, the latter cut to 0 and 1}
   *
   * @param alpha factor
   * @param beta summand
   */
  public static Eltwise hardSwish(double alpha, double beta) {
    return new Eltwise(dnnl.dnnl_eltwise_hardswish, (float) alpha, (float) beta);
  }

  /** {@return x / (1 + e⁻ˣ)} */
  public static Eltwise swish() {
    return new Eltwise(dnnl.dnnl_eltwise_swish, 1, 0);
  }

  /** {@return ln(1 + eˣ)} */
  public static Eltwise softRelu() {
    return new Eltwise(dnnl.dnnl_eltwise_soft_relu, 1, 0);
  }

  /** {@return eˣ} */
  public static Eltwise exp() {
    return new Eltwise(dnnl.dnnl_eltwise_exp, 0, 0);
  }

  /** {@return |x|} */
  public static Eltwise abs() {
    return new Eltwise(dnnl.dnnl_eltwise_abs, 0, 0);
  }

  /** {@return x²} */
  public static Eltwise square() {
    return new Eltwise(dnnl.dnnl_eltwise_square, 0, 0);
  }

  /** {@return the natural logarithm} */
  public static Eltwise log() {
    return new Eltwise(dnnl.dnnl_eltwise_log, 0, 0);
  }

  /** {@return x · tanh(ln(1 + eˣ))} */
  public static Eltwise mish() {
    return new Eltwise(dnnl.dnnl_eltwise_mish, 0, 0);
  }

  /** {@return √x} */
  public static Eltwise sqrt() {
    return new Eltwise(dnnl.dnnl_eltwise_sqrt, 0, 0);
  }

  /** {@return x · Φ(x)} */
  public static Eltwise geluErf() {
    return new Eltwise(dnnl.dnnl_eltwise_gelu_erf, 0, 0);
  }

  /**
   * {@return factor · x + summand}
   *
   * @param factor the factor
   * @param summand the summand
   */
  public static Eltwise linear(double factor, double summand) {
    return new Eltwise(dnnl.dnnl_eltwise_linear, (float) factor, (float) summand);
  }

  /**
   * {@return x held between two limits}
   *
   * @param least the lower limit
   * @param most the upper limit
   */
  public static Eltwise clip(double least, double most) {
    return new Eltwise(dnnl.dnnl_eltwise_clip, (float) least, (float) most);
  }
}
