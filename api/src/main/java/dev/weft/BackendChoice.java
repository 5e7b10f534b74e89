package dev.weft;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The backend's name that was asked for, and who asked.
 *
 * @param name the name, possibly {@link PredictorOptions#AUTO}
 * @param origin where it comes from, for messages
 */
record BackendChoice(String name, String origin) {
  private static final String KEY = "backend";

  static BackendChoice of(PredictorOptions options) {
    if (options.backend().isPresent()) {
      return new BackendChoice(options.backend().get(), "PredictorOptions.backend");
    }
    Optional<String> property = present(System.getProperty(Backends.SYSTEM_PROPERTY));
    if (property.isPresent()) {
      return new BackendChoice(property.get(), "system property " + Backends.SYSTEM_PROPERTY);
    }
    Optional<String> variable = present(System.getenv(Backends.ENVIRONMENT_VARIABLE));
    if (variable.isPresent()) {
      return new BackendChoice(
          variable.get(), "environment variable " + Backends.ENVIRONMENT_VARIABLE);
    }
    return configured().orElse(new BackendChoice(PredictorOptions.AUTO, "default"));
  }

  boolean isAutomatic() {
    return name.equals(PredictorOptions.AUTO);
  }

  private static Optional<BackendChoice> configured() {
    Map<String, URL> names = new TreeMap<>();
    for (URL resource : configurations()) {
      Optional<String> name = read(resource);
      if (name.isPresent()) {
        names.putIfAbsent(name.get(), resource);
      }
    }
    if (names.size() > 1) {
      throw new IllegalArgumentException(
          "several "
              + Backends.CONFIGURATION
              + " name different backends: "
              + names
              + "; keep one of them");
    }
    return names.entrySet().stream()
        .findFirst()
        .map(entry -> new BackendChoice(entry.getKey(), entry.getValue().toString()));
  }

  private static Iterable<URL> configurations() {
    Set<ClassLoader> loaders = Providers.classLoaders();
    loaders.add(ClassLoader.getSystemClassLoader());
    Map<String, URL> found = new TreeMap<>();
    try {
      for (ClassLoader loader : loaders) {
        for (URL url : Collections.list(loader.getResources(Backends.CONFIGURATION))) {
          found.put(url.toString(), url);
        }
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot look for " + Backends.CONFIGURATION, e);
    }
    return found.values();
  }

  private static Optional<String> read(URL resource) {
    Properties properties = new Properties();
    try (InputStream in = resource.openStream()) {
      properties.load(in);
    } catch (IOException | IllegalArgumentException e) {
      throw new IllegalArgumentException("cannot read " + resource + ": " + e.getMessage(), e);
    }
    for (String key : properties.stringPropertyNames()) {
      if (!key.equals(KEY)) {
        throw new IllegalArgumentException(
            resource + " has an entry '" + key + "', expected only '" + KEY + "'");
      }
    }
    return present(properties.getProperty(KEY));
  }

  private static Optional<String> present(@Nullable String value) {
    return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
  }
}
