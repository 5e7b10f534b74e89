package dev.weft.samples.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void takesTheNearestRank() {
    Latencies hundred = Latencies.of(LongStream.rangeClosed(1, 100).map(i -> 101 - i).toArray());
    assertEquals(50, hundred.percentileNanos(50));
    assertEquals(99, hundred.percentileNanos(99));
    assertEquals(100, hundred.percentileNanos(99.5));
    assertEquals(100, hundred.percentileNanos(100));
    assertEquals(1, hundred.percentileNanos(0.1));
  }

  @Test
  void takesTheUpperOneOfThree() {
    Latencies three = Latencies.of(30, 10, 20);
    assertEquals(20, three.percentileNanos(50));
    assertEquals(30, three.percentileNanos(99));
    assertEquals(7, Latencies.of(7).percentileNanos(1));
  }

  @Test
  void refusesWhatHasNoPercentile() {
    assertThrows(IllegalArgumentException.class, Latencies::of);
    assertThrows(IllegalArgumentException.class, () -> Latencies.of(1).percentileNanos(0));
    assertThrows(IllegalArgumentException.class, () -> Latencies.of(1).percentileNanos(101));
    assertThrows(IllegalArgumentException.class, () -> Latencies.of(1).percentileNanos(Double.NaN));
  }

  @Test
  void printsMilliseconds() {
    assertEquals("p50 0.050 ms, p99 12.35 ms", Latencies.of(50_000, 12_345_678).toString());
  }
}
