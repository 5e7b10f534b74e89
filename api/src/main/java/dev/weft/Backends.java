package dev.weft;

import dev.weft.spi.Availability;
import dev.weft.spi.BackendProvider;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The backends of this process, and the choice among them.
 *
 * <p>Which backend loads a model is decided by the first of these that names one: {@link
 * PredictorOptions#backend()}, the system property {@value #SYSTEM_PROPERTY}, the environment
 * variable {@value #ENVIRONMENT_VARIABLE}, the entry {@code backend} of a resource {@value
 * #CONFIGURATION} at the root of the class or module path. A backend so named is used or fails;
 * nothing else is tried. If none is named, or the name is {@value PredictorOptions#AUTO}, the
 * providers are tried in the order of their rank until one can run the model.
 *
 * <p>Providers are looked up anew at each call, with the calling thread's context class loader, the
 * class loader of this API, and in the module layer of this API. A context class loader that has an
 * API of its own is passed over. All methods may be called from any thread.
 */
public final class Backends {
  /** The system property that names a backend. */
  public static final String SYSTEM_PROPERTY = "dev.weft.backend";

  /** The environment variable that names a backend. */
  public static final String ENVIRONMENT_VARIABLE = "WEFT_BACKEND";

  /** The resource whose entry {@code backend} names a backend. */
  public static final String CONFIGURATION = "weft.properties";

  private Backends() {}

  /**
   * Describes every backend found, by falling rank. To tell whether a backend can be used and what
   * version it has, its native library is loaded.
   *
   * @return one description for each backend
   */
  public static List<BackendDescription> describe() {
    return Providers.find().stream()
        .map(
            provider ->
                new BackendDescription(
                    provider.name(),
                    provider.getClass().getName(),
                    provider.rank(),
                    availability(provider)))
        .toList();
  }

  static Model load(ModelSource source, PredictorOptions options) {
    List<BackendProvider> providers = Providers.find();
    BackendChoice choice = BackendChoice.of(options);
    if (choice.isAutomatic()) {
      return loadByRank(providers, source, options);
    }
    for (BackendProvider provider : providers) {
      if (provider.name().equals(choice.name())) {
        return provider.load(source, options);
      }
    }
    throw unknown(choice, providers);
  }

  private static Model loadByRank(
      List<BackendProvider> providers, ModelSource source, PredictorOptions options) {
    List<InferenceException> refusals = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    for (BackendProvider provider : providers) {
      try {
        return provider.load(source, options);
      } catch (BackendUnavailableException | UnsupportedModelException e) {
        refusals.add(e);
        reasons.add(provider.name() + ": " + e.getMessage());
      }
    }
    if (refusals.size() == 1) {
      throw refusals.get(0);
    }
    BackendUnavailableException none =
        providers.isEmpty()
            ? new BackendUnavailableException(
                "no backend is on the class or module path", BackendArtifacts.HOW_TO_ADD, null)
            : new BackendUnavailableException(
                "no backend can run " + source + ": " + String.join("; ", reasons),
                "follow one of the reasons given, or name the backend to see only its own",
                null);
    refusals.forEach(none::addSuppressed);
    throw none;
  }

  private static BackendUnavailableException unknown(
      BackendChoice choice, List<BackendProvider> providers) {
    String present =
        providers.isEmpty()
            ? "no backend is"
            : providers.stream()
                .map(BackendProvider::name)
                .sorted(Comparator.naturalOrder())
                .collect(Collectors.joining(", ", "", providers.size() == 1 ? " is" : " are"));
    return new BackendUnavailableException(
        "backend '"
            + choice.name()
            + "', named by "
            + choice.origin()
            + ", was not found; "
            + present
            + " on the class or module path",
        BackendArtifacts.howToAdd(choice.name()),
        null);
  }

  private static Availability availability(BackendProvider provider) {
    try {
      return provider.availability();
    } catch (RuntimeException | LinkageError e) {
      return Availability.unavailable(
          "its provider failed: " + e,
          "report this to the makers of " + provider.getClass().getName(),
          null);
    }
  }
}
