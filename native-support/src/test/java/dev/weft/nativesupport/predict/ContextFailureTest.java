package dev.weft.nativesupport.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.BackendException;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One slot: if a failure lost it, the next call would hang. */
@Timeout(60)
class ContextFailureTest {
  private static final Tensor INPUT = FakeLoadedModel.input(3);

  private final FakeLoadedModel loaded = new FakeLoadedModel();
  private final ThreadSafePredictor predictor = loaded.sequentialPredictor();

  @AfterEach
  void everythingIsFreedAllTheSame() {
    predictor.close();
    assertEquals(List.of(), loaded.breaches());
    assertEquals(0, loaded.contextsOpen());
    assertEquals(1, loaded.timesFreed.get());
  }

  @Test
  void aContextThatCannotBeMadeFailsOnlyItsCall() {
    BackendException failure = new BackendException("making a context", "f", 2, "out of memory");
    loaded.whenMakingContext =
        () -> {
          throw failure;
        };
    for (int i = 0; i < 3; i++) {
      assertSame(failure, assertThrows(BackendException.class, () -> predictor.predict(INPUT)));
    }
    loaded.whenMakingContext = () -> {};
    predictor.predict(INPUT);
    assertEquals(1, loaded.contextsMade.get());
  }

  @Test
  void aFailedCallKeepsItsReusableContext() {
    loaded.whenRunning = call -> fail();
    assertThrows(BackendException.class, () -> predictor.predict(INPUT));
    loaded.whenRunning = call -> {};
    predictor.predict(INPUT);
    assertEquals(1, loaded.contextsMade.get());
  }

  @Test
  void aBrokenContextIsReplaced() {
    loaded.reusable = false;
    loaded.whenRunning = call -> fail();
    assertThrows(BackendException.class, () -> predictor.predict(INPUT));
    assertEquals(1, loaded.contextsClosed.get());
    loaded.reusable = true;
    loaded.whenRunning = call -> {};
    predictor.predict(INPUT);
    predictor.predict(INPUT);
    assertEquals(2, loaded.contextsMade.get());
    assertEquals(1, loaded.contextsClosed.get());
  }

  @Test
  void aContextThatCannotTellWhetherItIsBrokenIsReplaced() {
    for (Error e : new Error[] {new Error("Invalid memory access"), new AssertionError()}) {
      loaded.whenAskedForReuse =
          () -> {
            throw e;
          };
      predictor.predict(INPUT);
      loaded.whenAskedForReuse = () -> {};
      predictor.predict(INPUT);
    }
    assertEquals(2, loaded.contextsClosed.get());
  }

  @Test
  void aBrokenContextThatCannotBeClosedIsReplaced() {
    loaded.reusable = false;
    loaded.whenClosingContext = () -> fail();
    predictor.predict(INPUT);
    loaded.whenClosingContext =
        () -> {
          throw new Error("Invalid memory access");
        };
    predictor.predict(INPUT);
    assertEquals(2, loaded.contextsClosed.get());
  }

  @Test
  void anErrorIsThrownAsItIs() {
    Error failure = new UnsatisfiedLinkError("f");
    loaded.whenRunning =
        call -> {
          throw failure;
        };
    assertSame(failure, assertThrows(UnsatisfiedLinkError.class, () -> predictor.predict(INPUT)));
    loaded.whenRunning = call -> {};
    predictor.predict(INPUT);
  }

  @Test
  void contextsThatCannotBeClosedKeepNothingElseOpen() throws Exception {
    FakeLoadedModel other = new FakeLoadedModel();
    try (ThreadSafePredictor two = other.predictor(PredictorOptions.builder().concurrency(2))) {
      // A call within a call takes the second context.
      other.whenRunning =
          call -> {
            other.whenRunning = inner -> {};
            two.predict(INPUT);
          };
      two.predict(INPUT);
      other.whenClosingContext =
          () -> {
            throw new Error("Invalid memory access");
          };
    }
    assertEquals(2, other.contextsClosed.get());
    assertEquals(1, other.timesFreed.get());
    assertEquals(List.of(), other.breaches());
  }

  private static void fail() {
    throw new BackendException("running net", "f", 1, "broken");
  }
}
