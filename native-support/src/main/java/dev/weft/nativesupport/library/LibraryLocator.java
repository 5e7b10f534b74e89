package dev.weft.nativesupport.library;

import dev.weft.BackendUnavailableException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds a native library. The first of these that is set or present decides: an explicit option, a
 * system property, an environment variable, a jar with natives on the class or module path, the
 * system's own search path. Nothing is ever downloaded.
 *
 * <p>Option, property and variable may name the library file, a directory that holds it, or a jar
 * with natives. What they name must be there: the search does not go on behind their back.
 * Immutable; thread-safe.
 *
 * @param backend the backend's name, for messages
 * @param library the library's name without prefix and suffix, such as {@code mxnet}
 * @param resourceDirectory the directory that holds it in jars with natives, such as {@code
 *     native/lib}
 * @param systemProperty the system property that names a location
 * @param environmentVariable the environment variable that names a location
 */
public record LibraryLocator(
    String backend,
    String library,
    String resourceDirectory,
    String systemProperty,
    String environmentVariable) {

  /**
   * Finds the library, and takes it out of its jar where it is in one.
   *
   * @param option the explicit option's name and value, or null where it is not set
   * @return where it is
   * @throws BackendUnavailableException if a location was named and the library is not there, or
   *     the jar cannot be unpacked
   */
  public LibraryLocation locate(@Nullable String option) {
    Optional<LibraryLocation> named =
        named(option, "option " + backend + ".library")
            .or(
                () ->
                    named(System.getProperty(systemProperty), "system property " + systemProperty))
            .or(
                () ->
                    named(
                        System.getenv(environmentVariable),
                        "environment variable " + environmentVariable));
    return named
        .or(
            () ->
                NativeJar.onPaths(resourceDirectory, fileName())
                    .map(
                        jar ->
                            new LibraryLocation(extracted(jar), "jar with natives " + jar.name())))
        .orElseGet(() -> new LibraryLocation(library, "system library path"));
  }

  /** {@return what to do where no library was found} */
  public String howToProvide() {
    return "add a jar with natives to the class or module path, or name "
        + fileName()
        + " (the file, its directory or a jar) with the option "
        + backend
        + ".library, the system property "
        + systemProperty
        + " or the environment variable "
        + environmentVariable;
  }

  private Optional<LibraryLocation> named(@Nullable String location, String origin) {
    if (location == null || location.isBlank()) {
      return Optional.empty();
    }
    Path path;
    try {
      path = Path.of(location).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw missing(origin, location, "is no path", e);
    }
    if (Files.isDirectory(path)) {
      Path file = path.resolve(fileName());
      if (!Files.isRegularFile(file)) {
        throw missing(origin, location, "is a directory without " + fileName(), null);
      }
      return Optional.of(new LibraryLocation(file.toString(), origin));
    }
    if (!Files.isRegularFile(path)) {
      throw missing(origin, location, "does not exist", null);
    }
    if (!path.toString().endsWith(".jar")) {
      return Optional.of(new LibraryLocation(path.toString(), origin));
    }
    NativeJar jar =
        NativeJar.in(path, resourceDirectory, fileName())
            .orElseThrow(
                () ->
                    missing(
                        origin,
                        location,
                        "is a jar without " + resourceDirectory + "/" + fileName(),
                        null));
    return Optional.of(new LibraryLocation(extracted(jar), origin + ", jar " + jar.name()));
  }

  private String extracted(NativeJar jar) {
    return NativeCache.ofThisProcess().extract(library, jar).resolve(fileName()).toString();
  }

  private String fileName() {
    return System.mapLibraryName(library);
  }

  private BackendUnavailableException missing(
      String origin, String location, String what, @Nullable Throwable cause) {
    return new BackendUnavailableException(
        "backend '" + backend + "': " + location + ", named by the " + origin + ", " + what,
        "name " + fileName() + ", its directory or a jar with natives there",
        cause);
  }
}
