package dev.weft.backend.onednn.kernel;

import dev.weft.BackendException;
import dev.weft.graph.op.IndexMode;

/**
 * Indices of an axis.
 *
 * @param subject whose indices, for messages
 * @param size the size of the axis
 * @param mode what becomes of an index that is out of range
 */
public record IndexRange(String subject, int size, IndexMode mode) {
  /**
   * {@return an index that is in range}
   *
   * @param index any index
   * @throws BackendException if it is out of range and may not be
   */
  public int inRange(long index) {
    if (index >= 0 && index < size) {
      return (int) index;
    }
    return switch (mode) {
      case CLIP -> index < 0 ? 0 : size - 1;
      case WRAP -> (int) Math.floorMod(index, (long) size);
      case RAISE ->
          throw new BackendException(
              subject,
              "index check",
              0,
              "index " + index + " is out of range, expected 0 to " + (size - 1));
    };
  }
}
