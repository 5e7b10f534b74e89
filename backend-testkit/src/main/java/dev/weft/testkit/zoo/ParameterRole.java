package dev.weft.testkit.zoo;

import dev.weft.testkit.files.NamedArray;

/** What a parameter does in its layer, and with it how its values are drawn. */
public enum ParameterRole {
  /** Weights of a convolution or a dense layer: normal, with the scale as standard deviation. */
  WEIGHT(NamedArray.Kind.ARGUMENT),
  /**
   * Weights of a layer behind another: as {@link #WEIGHT}, but those of one output add up to zero.
   * What a ReLU gives is positive, and without this its mean, which says nothing of the input,
   * would grow from layer to layer and drown what does.
   */
  BALANCED_WEIGHT(NamedArray.Kind.ARGUMENT),
  /** Biases of either: uniform between the scale and its opposite. */
  BIAS(NamedArray.Kind.ARGUMENT),
  /** Factors of a BatchNorm: uniform between half and one and a half times the scale. */
  GAMMA(NamedArray.Kind.ARGUMENT),
  /** Offsets of a BatchNorm: uniform between the scale and its opposite. */
  BETA(NamedArray.Kind.ARGUMENT),
  /** Means of a BatchNorm: uniform between the scale and its opposite. */
  MOVING_MEAN(NamedArray.Kind.AUXILIARY),
  /** Variances of a BatchNorm: uniform between half and one and a half times the scale. */
  MOVING_VARIANCE(NamedArray.Kind.AUXILIARY);

  private final NamedArray.Kind kind;

  ParameterRole(NamedArray.Kind kind) {
    this.kind = kind;
  }

  /**
   * Whether it is an argument or an auxiliary state.
   *
   * @return the kind
   */
  public NamedArray.Kind kind() {
    return kind;
  }
}
