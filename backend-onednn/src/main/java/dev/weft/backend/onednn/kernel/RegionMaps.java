package dev.weft.backend.onednn.kernel;

import dev.weft.BackendException;
import dev.weft.graph.op.PositionSensitivePooling;

/** Which plane of which feature map a cell of a region reads. */
final class RegionMaps {
  private RegionMaps() {}

  /** Returns the map that a region names. */
  static int index(String operator, float named, int batch) {
    int map = (int) named;
    if (map < 0 || map >= batch) {
      throw new BackendException(
          operator,
          "region check",
          0,
          "a region is of map " + map + ", expected 0 to " + (batch - 1));
    }
    return map;
  }

  /** Returns the plane among those of all maps. */
  static int plane(PositionSensitivePooling op, int map, int channel, int row, int column) {
    int groups = op.groups();
    int groupRow = Math.min(row * groups / op.size(), groups - 1);
    int groupColumn = Math.min(column * groups / op.size(), groups - 1);
    int planes = op.channels() * groups * groups;
    return map * planes + (channel * groups + groupRow) * groups + groupColumn;
  }

  /** Rounds halves away from zero, as C does. */
  static int rounded(float value) {
    return (int) (value < 0 ? -Math.floor(0.5 - value) : Math.floor(0.5 + value));
  }
}
