package dev.weft.nativesupport.library;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which Weft keeps what it can make again: unpacked libraries, compiled kernels.
 */
public final class CacheDirectory {
  /** The system property that names the directory. */
  public static final String SYSTEM_PROPERTY = "dev.weft.nativeCache";

  /** The environment variable that names the directory. */
  public static final String ENVIRONMENT_VARIABLE = "WEFT_NATIVE_CACHE";

  private CacheDirectory() {}

  /**
   * {@return the directory that system property, environment variable or the user's cache directory
   * decide, which need not exist}
   */
  public static Path ofThisProcess() {
    return configured(System.getProperty(SYSTEM_PROPERTY))
        .or(() -> configured(System.getenv(ENVIRONMENT_VARIABLE)))
        .or(() -> configured(System.getenv("XDG_CACHE_HOME")).map(cache -> cache.resolve("weft")))
        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache", "weft"))
        .toAbsolutePath();
  }

  private static Optional<Path> configured(@Nullable String directory) {
    return Optional.ofNullable(directory).filter(text -> !text.isBlank()).map(Path::of);
  }
}
