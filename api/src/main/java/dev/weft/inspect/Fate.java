package dev.weft.inspect;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * What became of a node of the model file.
 *
 * @param kind what became of it
 * @param node which node of {@link ModelReport#compiled()} it is now, or is a part of, counted from
 *     0; empty where none is left
 */
public record Fate(Kind kind, OptionalInt node) {
  /** The kinds of fates. */
  public enum Kind {
    /** It runs in every call. */
    KEPT,
    /** Another node does its work along with its own. */
    FUSED,
    /** Its numbers were multiplied into the weights of another node. */
    FOLDED,
    /** Another node computes the same of the same inputs. */
    SHARED,
    /** Only training needs it. */
    DROPPED,
    /** No output of the model depends on it. */
    UNUSED,
    /** It depends on no input of the model, so it is computed once for all calls. */
    COMPUTED_ONCE
  }

  /**
   * Checks that nothing is null.
   *
   * @param kind what became of it
   * @param node which node it is now, or is a part of; empty where none is left
   */
  public Fate {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(node, "node");
  }
}
