package dev.weft;

import org.jspecify.annotations.Nullable;

/** A model file is missing, damaged, or does not fit the other file of the model. */
public final class ModelFormatException extends InferenceException {
  private static final long serialVersionUID = 1;

  private final String file;

  /**
   * Makes an exception whose message is {@code file: reason}.
   *
   * @param file the file, or what stands for it where the model comes from memory
   * @param reason the place in the file (offset or node), what was found there and what was
   *     expected
   */
  public ModelFormatException(String file, String reason) {
    this(file, reason, null);
  }

  /**
   * Makes an exception whose message is {@code file: reason}.
   *
   * @param file the file, or what stands for it where the model comes from memory
   * @param reason the place in the file (offset or node), what was found there and what was
   *     expected
   * @param cause what led to it, if anything
   */
  public ModelFormatException(String file, String reason, @Nullable Throwable cause) {
    super(file + ": " + reason, cause);
    this.file = file;
  }

  /** {@return the file, or what stands for it where the model comes from memory} */
  public String file() {
    return file;
  }
}
