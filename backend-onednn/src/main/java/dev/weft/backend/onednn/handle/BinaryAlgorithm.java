package dev.weft.backend.onednn.handle;

import org.bytedeco.dnnl.global.dnnl;

/** A function of two numbers, as oneDNN has it. */
public enum BinaryAlgorithm {
  /** a + b. */
  ADD(dnnl.dnnl_binary_add),
  /** a − b. */
  SUB(dnnl.dnnl_binary_sub),
  /** a · b. */
  MUL(dnnl.dnnl_binary_mul),
  /** a / b. */
  DIV(dnnl.dnnl_binary_div),
  /** The greater. */
  MAX(dnnl.dnnl_binary_max),
  /** The lesser. */
  MIN(dnnl.dnnl_binary_min);

  private final int code;

  BinaryAlgorithm(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
