package dev.weft.backend.onednn.plan;

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
  Region touchedAt(int step) {
    buffer.touch(step);
    return this;
  }
}
