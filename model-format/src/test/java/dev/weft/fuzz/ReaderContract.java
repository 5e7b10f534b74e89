package dev.weft.fuzz;

import dev.weft.InferenceException;
import dev.weft.ModelFormatException;
import dev.weft.UnsupportedModelException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * What a reader promises whatever its bytes are: it reads them or refuses them, says why in one
 * line, and allocates in proportion to them. The line is of bounded length unless it names all the
 * operators that are lacking. What breaks the promise is an {@link AssertionError}; what the reader
 * throws besides a refusal passes through.
 *
 * @param message the whole message of a {@link ModelFormatException}
 * @param baseBytes what may be allocated for an empty file
 * @param bytesPerFileByte what may be allocated besides for each byte of a file
 */
public record ReaderContract(Pattern message, long baseBytes, long bytesPerFileByte) {
  private static final int MAX_MESSAGE_CHARS = 2_000;

  /** Instrumented code allocates more. */
  private static final int FUZZING_FACTOR = SeedFiles.isFuzzing() ? 16 : 1;

  /**
   * Returns what a reader makes of bytes, or nothing if it refuses them. It may run a second time:
   * what the JVM allocates for code that it meets for the first time does not count.
   */
  public <T> Optional<T> read(long fileBytes, Supplier<T> reader) {
    long allowed = FUZZING_FACTOR * (baseBytes + bytesPerFileByte * fileBytes);
    Attempt<T> attempt = attempt(reader);
    if (attempt.allocated > allowed) {
      attempt = attempt(reader);
    }
    if (attempt.allocated > allowed) {
      throw new AssertionError(
          "allocated "
              + attempt.allocated
              + " bytes for a file of "
              + fileBytes
              + ", expected at most "
              + allowed);
    }
    attempt.refusal.ifPresent(this::requireTelling);
    return attempt.result;
  }

  private void requireTelling(InferenceException refusal) {
    String text = String.valueOf(refusal.getMessage());
    boolean telling =
        refusal instanceof UnsupportedModelException
            || (text.length() <= MAX_MESSAGE_CHARS && message.matcher(text).matches());
    if (!telling || text.chars().anyMatch(Character::isISOControl)) {
      throw new AssertionError("the message does not tell enough, or too much: " + text, refusal);
    }
  }

  private static <T> Attempt<T> attempt(Supplier<T> reader) {
    Optional<T> result = Optional.empty();
    Optional<InferenceException> refusal = Optional.empty();
    long before = AllocatedBytes.now();
    try {
      result = Optional.of(reader.get());
    } catch (ModelFormatException | UnsupportedModelException e) {
      refusal = Optional.of(e);
    }
    return new Attempt<>(result, refusal, AllocatedBytes.now() - before);
  }

  private record Attempt<T>(
      Optional<T> result, Optional<InferenceException> refusal, long allocated) {}
}
