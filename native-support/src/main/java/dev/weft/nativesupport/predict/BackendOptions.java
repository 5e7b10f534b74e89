package dev.weft.nativesupport.predict;

import dev.weft.PredictorOptions;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The options that only one backend knows, checked and read; immutable. */
public final class BackendOptions {
  private final Map<String, String> given;

  private BackendOptions(Map<String, String> given) {
    this.given = given;
  }

  /**
   * {@return the options of one backend; those of others are ignored}
   *
   * @param backend the backend's name
   * @param known what each of its options means, by the option's full name
   * @param options what the application has set
   * @throws IllegalArgumentException if the backend does not know one of its options
   */
  public static BackendOptions of(
      String backend, Map<String, String> known, PredictorOptions options) {
    Map<String, String> given = options.backendOptions();
    for (String name : given.keySet()) {
      if (name.startsWith(backend + ".") && !known.containsKey(name)) {
        throw new IllegalArgumentException(
            "unknown backend option '" + name + "', expected one of " + new TreeMap<>(known));
      }
    }
    return new BackendOptions(given);
  }

  /**
   * {@return the value of an option, if it is set}
   *
   * @param name the option's full name
   */
  public Optional<String> text(String name) {
    return Optional.ofNullable(given.get(name));
  }

  /**
   * {@return the value of an option that is a positive integer}
   *
   * @param name the option's full name
   * @param otherwise the value where it is not set
   * @throws IllegalArgumentException if it is something else
   */
  public long positive(String name, long otherwise) {
    String text = given.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      long value = Long.parseLong(text.strip());
      if (value >= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw refused(name, text, "a whole number of at least 1", e);
    }
    throw refused(name, text, "a whole number of at least 1", null);
  }

  /**
   * {@return the value of an option that is true or false}
   *
   * @param name the option's full name
   * @param otherwise the value where it is not set
   * @throws IllegalArgumentException if it is something else
   */
  public boolean flag(String name, boolean otherwise) {
    String text = given.get(name);
    if (text == null) {
      return otherwise;
    }
    return switch (text.strip()) {
      case "true" -> true;
      case "false" -> false;
      default -> throw refused(name, text, "true or false", null);
    };
  }

  private static IllegalArgumentException refused(
      String name, String text, String expected, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "option " + name + " is '" + text + "', expected " + expected, cause);
  }
}
