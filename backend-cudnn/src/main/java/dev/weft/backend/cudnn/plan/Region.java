package dev.weft.backend.cudnn.plan;

import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.DeviceMemory;
import dev.weft.graph.plan.ArenaBuffer;

/**
 * A value, or a copy of it, in a plan's memory.
 *
 * @param buffer where
 * @param layout how its elements lie there, from the first byte of the buffer on
 */
public record Region(ArenaBuffer<DeviceMemory> buffer, Layout layout) {
  /**
   * {@return the same elements with another shape of as many, in row-major order}
   *
   * @param shape the shape
   */
  public Region seenAs(Shape shape) {
    return new Region(buffer, Layout.plain(layout.type(), shape));
  }

  Region touchedAt(int step) {
    buffer.touch(step);
    return this;
  }
}
