package dev.weft.nativesupport.predict;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecentlyUsedTest {
  @Test
  void forgetsTheKeyThatWasUsedLeastRecently() {
    RecentlyUsed<String, Integer> known = new RecentlyUsed<>(2);
    known.put("a", 1);
    known.put("b", 2);
    assertEquals(Optional.of(1), known.get("a"));
    known.put("c", 3);
    assertEquals(Optional.empty(), known.get("b"));
    assertEquals(Optional.of(1), known.get("a"));
    assertEquals(Optional.of(3), known.get("c"));
  }
}
