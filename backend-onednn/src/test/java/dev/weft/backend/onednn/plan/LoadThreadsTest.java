package dev.weft.backend.onednn.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LoadThreadsTest {
  @Test
  void aFailureHasTheTracesOfBothThreadsOnce() {
    CompletableFuture<Void> task = LoadThreads.start(LoadThreadsTest::fail);
    IllegalStateException first = failure(task);
    assertEquals(List.of("fail", "failure"), ownFrames(first).subList(0, 2));
    assertEquals(ownFrames(first), ownFrames(failure(task)));
  }

  private static void fail() {
    throw new IllegalStateException("no library");
  }

  private static IllegalStateException failure(CompletableFuture<Void> task) {
    return assertThrows(IllegalStateException.class, () -> LoadThreads.join(List.of(task)));
  }

  private static List<String> ownFrames(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .filter(frame -> frame.getClassName().equals(LoadThreadsTest.class.getName()))
        .map(StackTraceElement::getMethodName)
        .filter(method -> !method.startsWith("lambda$"))
        .toList();
  }
}
