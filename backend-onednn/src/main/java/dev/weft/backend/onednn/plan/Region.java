package dev.weft.backend.onednn.plan;

import dev.weft.BackendException;
import dev.weft.backend.onednn.handle.Layout;
import dev.weft.backend.onednn.handle.NativeMemory;
import dev.weft.graph.plan.ArenaBuffer;

/**
 * A value, or a copy of it, in a plan's memory.
 *
 * @param buffer where
 * @param layout how its elements lie there, from the first byte of the buffer on
 */
public record Region(ArenaBuffer<NativeMemory> buffer, Layout layout) {
  /**
   * Checks that Java can read and write it, through one buffer.
   *
   * @param kind what it belongs to, for the message
   * @param name the name of that
   */
  Region requireView(String kind, String name) {
    requireView(kind, name, layout.byteSize());
    return this;
  }

  static void requireView(String kind, String name, long byteSize) {
    if (byteSize <= Integer.MAX_VALUE) {
      return;
    }
    throw new BackendException(
        kind + " '" + name + "'",
        "memory",
        0,
        "a value of "
            + byteSize
            + " bytes; one that Java reads or writes has at most "
            + Integer.MAX_VALUE);
  }

  Region touchedAt(int step) {
    buffer.touch(step);
    return this;
  }
}
