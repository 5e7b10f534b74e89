package dev.weft;

/**
 * Number format in which a backend computes a model whose parameters are stored as {@link
 * DataType#FLOAT32}.
 */
public enum Precision {
  /** As stored; no accuracy is given up. */
  FP32,
  /** {@link DataType#BFLOAT16} products, where the backend and the hardware can. */
  BF16,
  /** {@link DataType#FLOAT16} products, where the backend and the hardware can. */
  FP16
}
