package dev.weft.graph;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The constants of a graph by the id of their value, in order; immutable, so that the graphs of
 * many passes share one.
 */
final class ConstantMap extends AbstractMap<Integer, Constant> {
  private final Map<Integer, Constant> constants;

  private ConstantMap(Map<Integer, Constant> constants) {
    this.constants = constants;
  }

  /** Returns the map itself if it is one of these, else a copy. */
  static ConstantMap copyOf(Map<Integer, Constant> constants) {
    return constants instanceof ConstantMap same
        ? same
        : new ConstantMap(Collections.unmodifiableMap(new LinkedHashMap<>(constants)));
  }

  @Override
  public Set<Entry<Integer, Constant>> entrySet() {
    return constants.entrySet();
  }

  @Override
  public @Nullable Constant get(@Nullable Object value) {
    return constants.get(value);
  }

  @Override
  public boolean containsKey(@Nullable Object value) {
    return constants.containsKey(value);
  }
}
