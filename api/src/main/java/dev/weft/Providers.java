package dev.weft;

import dev.weft.spi.BackendProvider;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;

/** The providers that {@link ServiceLoader} finds, checked. */
final class Providers {
  private Providers() {}

  /** Returns one provider of each name, by falling rank. */
  static List<BackendProvider> find() {
    Map<String, BackendProvider> byClass = new LinkedHashMap<>();
    for (ClassLoader loader : classLoaders()) {
      collect(ServiceLoader.load(BackendProvider.class, loader), byClass);
    }
    ModuleLayer layer = Providers.class.getModule().getLayer();
    if (layer != null) {
      collect(ServiceLoader.load(layer, BackendProvider.class), byClass);
    }
    return checked(byClass.values());
  }

  /**
   * Returns the class loaders in which to look for providers and configuration, in a new set: the
   * thread's context class loader, unless it has an API of its own, and the one of this API, which
   * may be that of an application in a server, whose threads have another.
   */
  static Set<ClassLoader> classLoaders() {
    ClassLoader system = ClassLoader.getSystemClassLoader();
    ClassLoader context =
        Objects.requireNonNullElse(Thread.currentThread().getContextClassLoader(), system);
    Set<ClassLoader> loaders = new LinkedHashSet<>();
    if (!hasAnotherApi(context)) {
      loaders.add(context);
    }
    loaders.add(Objects.requireNonNullElse(Providers.class.getClassLoader(), system));
    return loaders;
  }

  private static boolean hasAnotherApi(ClassLoader loader) {
    try {
      return Class.forName(BackendProvider.class.getName(), false, loader) != BackendProvider.class;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /** Returns the providers by falling rank, or throws if they cannot live together. */
  static List<BackendProvider> checked(Iterable<BackendProvider> found) {
    Map<String, BackendProvider> byName = new LinkedHashMap<>();
    for (BackendProvider provider : found) {
      String name = provider.name();
      String type = provider.getClass().getName();
      if (!isName(name) || name.equals(PredictorOptions.AUTO)) {
        throw new IllegalStateException(
            "backend provider "
                + type
                + " has the name '"
                + name
                + "', expected lower-case letters, digits and dashes, beginning with a letter, and not 'auto'");
      }
      if (provider.apiVersion() != BackendProvider.API_VERSION) {
        throw new IllegalStateException(
            "backend provider "
                + type
                + " was made for version "
                + provider.apiVersion()
                + " of the backend SPI, this is version "
                + BackendProvider.API_VERSION
                + "; use artifacts of one Weft version");
      }
      BackendProvider other = byName.putIfAbsent(name, provider);
      if (other != null) {
        throw new IllegalStateException(
            "two providers name their backend '"
                + name
                + "': "
                + other.getClass().getName()
                + " and "
                + type
                + "; remove one of them");
      }
    }
    List<BackendProvider> ranked = new ArrayList<>(byName.values());
    ranked.sort(Providers::byFallingRank);
    return List.copyOf(ranked);
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = c >= 'a' && c <= 'z';
      boolean digit = c >= '0' && c <= '9';
      if (!letter && (i == 0 || (!digit && c != '-'))) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static int byFallingRank(BackendProvider one, BackendProvider other) {
    int byRank = Integer.compare(other.rank(), one.rank());
    return byRank == 0 ? one.name().compareTo(other.name()) : byRank;
  }

  /** Adds providers; of two classes of one name, the one that was found first. */
  private static void collect(
      ServiceLoader<BackendProvider> loader, Map<String, BackendProvider> byClass) {
    try {
      for (BackendProvider provider : loader) {
        byClass.putIfAbsent(provider.getClass().getName(), provider);
      }
    } catch (ServiceConfigurationError e) {
      throw new IllegalStateException("a backend provider cannot be made: " + e.getMessage(), e);
    }
  }
}
