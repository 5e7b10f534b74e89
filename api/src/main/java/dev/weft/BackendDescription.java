package dev.weft;

import dev.weft.spi.Availability;
import java.util.StringJoiner;

/**
 * What {@link Backends#describe()} returns for one backend; immutable.
 *
 * @param name the name by which it is chosen
 * @param provider the class that provides it
 * @param rank its rank in automatic choice: the highest is tried first
 * @param availability whether it can be used, why not, the fix, and what was found
 */
public record BackendDescription(
    String name, String provider, int rank, Availability availability) {
  /** Returns all of this on several lines, for people. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(System.lineSeparator());
    text.add(name + ": " + (availability.available() ? "available" : "not available"));
    availability.reason().ifPresent(reason -> text.add("  reason: " + reason));
    availability.fix().ifPresent(fix -> text.add("  fix: " + fix));
    if (!availability.devices().isEmpty()) {
      text.add("  devices: " + availability.devices());
    }
    availability.details().forEach((key, value) -> text.add("  " + key + ": " + value));
    text.add("  provider: " + provider + ", rank " + rank);
    return text.toString();
  }
}
