package dev.weft.spi;

import dev.weft.Model;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;

/**
 * A backend, found with {@link java.util.ServiceLoader}: a module {@code provides} it, a class-path
 * jar lists it in {@code META-INF/services}.
 *
 * <p>Instances are stateless and thread-safe. Making one, and asking its name, version and rank,
 * loads no native library and touches no file.
 */
public interface BackendProvider {
  /** The version of this interface. */
  int API_VERSION = 1;

  /**
   * {@return the name by which it is chosen: lower-case letters, digits and dashes, beginning with
   * a letter; not {@code auto}}
   */
  String name();

  /**
   * {@return the version of this interface that the backend was written for: {@link #API_VERSION}
   * when it was compiled}
   */
  int apiVersion();

  /**
   * {@return its rank in automatic choice: of the backends that can run a model, the one with the
   * highest rank does}
   */
  int rank();

  /**
   * Finds out whether the backend can be used in this process. Loads its native library if need be,
   * and never throws.
   *
   * @return whether it can be used, and what was found
   */
  Availability availability();

  /**
   * Loads a model.
   *
   * @param source where the model's files are
   * @param options what the caller asked for
   * @return the model
   * @throws dev.weft.BackendUnavailableException if a library, device or ability is missing;
   *     automatic choice then tries the next backend
   * @throws dev.weft.UnsupportedModelException if operators are missing; automatic choice then
   *     tries the next backend
   * @throws dev.weft.InferenceException for any other trouble, as {@link Model#load(ModelSource,
   *     PredictorOptions)} says
   */
  Model load(ModelSource source, PredictorOptions options);
}
