package dev.weft.spi;

import dev.weft.Device;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a backend can be used in this process, and what was found; immutable.
 *
 * @param available whether it can be used
 * @param reason why it cannot be used; empty if it can
 * @param fix what to do about it; empty if it can be used
 * @param devices the devices that it can use
 * @param details what else is known, in the order in which to show it, such as {@code library} and
 *     {@code version}
 */
public record Availability(
    boolean available,
    Optional<String> reason,
    Optional<String> fix,
    List<Device> devices,
    Map<String, String> details) {

  /**
   * Copies list and map.
   *
   * @param available whether it can be used
   * @param reason why it cannot be used; empty if it can
   * @param fix what to do about it; empty if it can be used
   * @param devices the devices that it can use
   * @param details what else is known, in the order in which to show it, such as {@code library}
   *     and {@code version}
   */
  public Availability {
    devices = List.copyOf(devices);
    details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
  }

  /**
   * {@return that a backend can be used}
   *
   * @param devices the devices that it can use
   * @param details what else is known, in the order in which to show it
   */
  public static Availability available(List<Device> devices, Map<String, String> details) {
    return new Availability(true, Optional.empty(), Optional.empty(), devices, details);
  }

  /**
   * {@return that a backend cannot be used}
   *
   * @param reason what is missing
   * @param fix what to do about it
   * @param details what else is known, or null
   */
  public static Availability unavailable(
      String reason, String fix, @Nullable Map<String, String> details) {
    return new Availability(
        false,
        Optional.of(reason),
        Optional.of(fix),
        List.of(),
        details == null ? Map.of() : details);
  }
}
