package dev.weft.format;

import org.jspecify.annotations.Nullable;

/**
 * One output of one node of a {@link SymbolFile}.
 *
 * @param node the node's id
 * @param index which of the node's outputs, from 0
 */
public record NodeOutput(int node, int index) {
  // Both are written out since they are wanted at every start, and those of the compiler are linked
  // at their first use.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NodeOutput output && output.node == node && output.index == index;
  }

  @Override
  public int hashCode() {
    return 31 * node + index;
  }
}
