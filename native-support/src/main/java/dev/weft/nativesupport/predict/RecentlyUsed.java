package dev.weft.nativesupport.predict;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was found out about the most recently used keys, of which there may be ever new ones.
 * Thread-safe.
 *
 * @param <K> what is asked for
 * @param <V> what is known of it
 */
public final class RecentlyUsed<K, V> {
  private final Map<K, V> values;

  /**
   * Makes an empty map.
   *
   * @param limit how many keys are remembered; the least recently used one makes way for a new one
   */
  public RecentlyUsed(int limit) {
    values =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1;

          @Override
          protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > limit;
          }
        };
  }

  /**
   * {@return what is known of a key, if it is remembered}
   *
   * @param key the key
   */
  public synchronized Optional<V> get(K key) {
    return Optional.ofNullable(values.get(key));
  }

  /**
   * Remembers a key, in place of what was known of it.
   *
   * @param key the key
   * @param value what is known of it now
   */
  public synchronized void put(K key, V value) {
    values.put(key, value);
  }
}
