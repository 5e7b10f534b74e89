package dev.weft.nativesupport.lifetime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RollbackTest {
  private final List<String> closed = new ArrayList<>();

  @Test
  void theNewestIsClosedFirst() {
    try (Rollback made = new Rollback()) {
      made.add(thing("a"));
      made.add(thing("b"));
      made.add(thing("c"));
    }
    assertEquals(List.of("c", "b", "a"), closed);
  }

  @Test
  void addingGivesTheThingBack() {
    try (Rollback made = new Rollback()) {
      AutoCloseable thing = thing("a");
      assertSame(thing, made.add(thing));
    }
  }

  @Test
  void whatIsCommittedIsKept() {
    try (Rollback made = new Rollback()) {
      made.add(thing("a"));
      made.commit();
      made.add(thing("b"));
    }
    assertEquals(List.of("b"), closed);
  }

  @Test
  void closingTwiceClosesOnce() {
    Rollback made = new Rollback();
    made.add(thing("a"));
    made.close();
    made.close();
    assertEquals(List.of("a"), closed);
  }

  @Test
  void whatThrowsKeepsNothingElseOpen() {
    Rollback made = new Rollback();
    IOException first = new IOException("first");
    Error second = new Error("Invalid memory access");
    made.add(thing("a"));
    made.add(
        () -> {
          throw second;
        });
    made.add(thing("b"));
    made.add(
        () -> {
          throw first;
        });
    IllegalStateException e = assertThrows(IllegalStateException.class, made::close);
    assertEquals(List.of("b", "a"), closed);
    assertEquals("cannot close what was made so far", e.getMessage());
    assertSame(first, e.getCause());
    assertSame(second, e.getSuppressed()[0]);
  }

  @Test
  void theFactorysOwnFailureIsTheOneThrown() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> {
              try (Rollback made = new Rollback()) {
                made.add(
                    () -> {
                      throw new IOException("close failed");
                    });
                throw new IllegalArgumentException("factory failed");
              }
            });
    assertEquals("factory failed", e.getMessage());
    assertEquals("cannot close what was made so far", e.getSuppressed()[0].getMessage());
  }

  private AutoCloseable thing(String name) {
    return () -> closed.add(name);
  }
}
