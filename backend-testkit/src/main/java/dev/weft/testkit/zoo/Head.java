package dev.weft.testkit.zoo;

/** What a network gives out after its last layer. */
public enum Head {
  /** The last layer's values, as networks exported from Gluon do. */
  LOGITS,
  /** Their softmax, by a {@code SoftmaxOutput} that also reads a label, as Module's networks do. */
  SOFTMAX
}
