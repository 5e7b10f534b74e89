package dev.weft.nativesupport.lifetime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeHandleTest {
  private final AtomicInteger freed = new AtomicInteger();
  private final NativeHandle handle = new NativeHandle("array", freed::incrementAndGet);

  /**
   * Each row: what is done to a new handle (a: acquire, r: release, c: close), what the last step
   * does, how often the native thing was freed by then, and the state shown.
   */
  @ParameterizedTest
  @CsvSource({
    "'',      ok,                                          0, 'array, open, 0 holders'",
    "a,       ok,                                          0, 'array, open, 1 holders'",
    "aa,      ok,                                          0, 'array, open, 2 holders'",
    "ar,      ok,                                          0, 'array, open, 0 holders'",
    "araar,   ok,                                          0, 'array, open, 1 holders'",
    "r,       array was released more often than acquired, 0, 'array, open, 0 holders'",
    "arr,     array was released more often than acquired, 0, 'array, open, 0 holders'",
    "c,       ok,                                          1, 'array, closed, 0 holders'",
    "cc,      ok,                                          1, 'array, closed, 0 holders'",
    "ca,      array is closed,                             1, 'array, closed, 0 holders'",
    "cr,      array was released more often than acquired, 1, 'array, closed, 0 holders'",
    "arc,     ok,                                          1, 'array, closed, 0 holders'",
    "ac,      ok,                                          0, 'array, closed, 1 holders'",
    "acc,     ok,                                          0, 'array, closed, 1 holders'",
    "aca,     array is closed,                             0, 'array, closed, 1 holders'",
    "acr,     ok,                                          1, 'array, closed, 0 holders'",
    "acrr,    array was released more often than acquired, 1, 'array, closed, 0 holders'",
    "acrc,    ok,                                          1, 'array, closed, 0 holders'",
    "acra,    array is closed,                             1, 'array, closed, 0 holders'",
    "aacr,    ok,                                          0, 'array, closed, 1 holders'",
    "aacrr,   ok,                                          1, 'array, closed, 0 holders'",
  })
  void followsItsTable(String steps, String outcome, int timesFreed, String shown) {
    String last = "ok";
    for (int i = 0; i < steps.length(); i++) {
      last = take(steps.charAt(i));
    }
    assertEquals(outcome, last);
    assertEquals(timesFreed, freed.get());
    assertEquals(shown, handle.toString());
    assertEquals(steps.contains("c"), handle.isClosed());
  }

  @Test
  void whatFreeingThrowsReachesWhoeverEndedTheLife() {
    IllegalStateException failure = new IllegalStateException("free failed");
    NativeHandle failing =
        new NativeHandle(
            "array",
            () -> {
              throw failure;
            });
    failing.acquire();
    failing.close();
    assertSame(failure, assertThrows(IllegalStateException.class, failing::release));
    failing.close();
  }

  @Test
  void freeingMayAskTheHandle() {
    AtomicInteger seenClosed = new AtomicInteger();
    NativeHandle[] self = new NativeHandle[1];
    self[0] =
        new NativeHandle(
            "array",
            () -> {
              assertThrows(IllegalStateException.class, self[0]::acquire);
              self[0].close();
              seenClosed.incrementAndGet();
            });
    assertFalse(self[0].isClosed());
    self[0].close();
    assertEquals(1, seenClosed.get());
  }

  private String take(char step) {
    try {
      switch (step) {
        case 'a' -> handle.acquire();
        case 'r' -> handle.release();
        default -> handle.close();
      }
      return "ok";
    } catch (IllegalStateException e) {
      return e.getMessage();
    }
  }
}
