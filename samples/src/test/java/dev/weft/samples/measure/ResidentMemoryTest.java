package dev.weft.samples.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ResidentMemoryTest {
  @Test
  void readsTheLineOfTheResidentSet() {
    assertEquals(
        OptionalLong.of(2048),
        ResidentMemory.parse("VmHWM:\t    9 kB\nVmRSS:\t    2 kB\nRssAnon:\t 1 kB\n"));
    assertEquals(OptionalLong.empty(), ResidentMemory.parse("Name:\tjava\n"));
  }
}
