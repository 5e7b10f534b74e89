package dev.weft.backend.cudnn.simulated;

/** The system has no C compiler, so that there is no simulated device. */
public final class NoCompilerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoCompilerException(String message) {
    super(message);
  }
}
