package dev.weft.backend.cudnn.plan;

import dev.weft.backend.cudnn.handle.ElementType;

/**
 * How numbers are computed with.
 *
 * @param activations the type of activations between convolutions and products
 * @param tf32 whether products of single-precision numbers may round their factors to TF32
 * @param tune whether algorithms are measured instead of guessed
 */
public record Arithmetic(ElementType activations, boolean tf32, boolean tune) {
  /** {@return the order of activations: tensor cores, which know TF32 too, want channels last} */
  public Layout.Order order() {
    return activations == ElementType.F32 && !tf32
        ? Layout.Order.ROW_MAJOR
        : Layout.Order.CHANNELS_LAST;
  }
}
