package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.InferenceException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.function.Executable;

/** What calls throw. */
final class Failures {

  private Failures() {}

  /** The failure that a future's dependent stage has wrapped. */
  static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof CompletionException && cause != null ? cause : failure;
  }

  /** Requires an {@link IllegalArgumentException} whose message holds all of these. */
  static void misuse(Executable call, String... told) {
    tells(assertThrows(IllegalArgumentException.class, call), told);
  }

  /** Requires a refusal of the inputs, by Java or by the backend's native library. */
  static void refusal(Executable call) {
    RuntimeException failure = assertThrows(RuntimeException.class, call);
    assertTrue(
        failure instanceof IllegalArgumentException || failure instanceof InferenceException,
        failure::toString);
  }

  /** Requires a message that holds all of these. */
  static void tells(Throwable failure, String... told) {
    String message = String.valueOf(failure.getMessage());
    for (String part : told) {
      assertTrue(message.contains(part), () -> "no '" + part + "' in: " + message);
    }
  }
}
