package dev.weft.backend.onednn.plan;

import dev.weft.backend.onednn.handle.Layout;

/**
 * A value, or a copy of it, in a plan's memory.
 *
 * @param buffer where
 * @param layout how its elements lie there, from the first byte of the buffer on
 */
public record Region(Buffer buffer, Layout layout) {
  Region touchedAt(int step) {
    buffer.touch(step);
    return this;
  }
}
