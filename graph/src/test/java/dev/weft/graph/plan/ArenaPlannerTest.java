package dev.weft.graph.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.graph.plan.ArenaPlanner.Layout;
import dev.weft.graph.plan.ArenaPlanner.Lifetime;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ArenaPlannerTest {
  private static final long ALIGNMENT = 64;

  @Test
  void buffersOfDifferentTimesShareBytes() {
    Layout layout =
        ArenaPlanner.plan(
            List.of(new Lifetime(640, 0, 1), new Lifetime(640, 2, 3), new Lifetime(64, 1, 2)),
            ALIGNMENT);
    assertEquals(List.of(0L, 0L, 640L), layout.offsets());
    assertEquals(704, layout.byteSize());
  }

  @Test
  void chainNeedsNoMoreThanItsTwoLargestNeighbours() {
    List<Lifetime> chain = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      chain.add(new Lifetime(1024, i, i + 1));
    }
    assertEquals(2048, ArenaPlanner.plan(chain, ALIGNMENT).byteSize());
  }

  @Test
  void buffersOfOneTimeNeverOverlap() {
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 200; round++) {
      List<Lifetime> buffers = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        int first = random.nextInt(40);
        buffers.add(new Lifetime(1 + random.nextInt(5000), first, first + random.nextInt(10)));
      }
      Layout layout = ArenaPlanner.plan(buffers, ALIGNMENT);
      for (int i = 0; i < buffers.size(); i++) {
        long begin = layout.offsets().get(i);
        long end = begin + buffers.get(i).byteSize();
        assertEquals(0, begin % ALIGNMENT);
        assertTrue(end <= layout.byteSize());
        for (int j = 0; j < i; j++) {
          long otherBegin = layout.offsets().get(j);
          long otherEnd = otherBegin + buffers.get(j).byteSize();
          boolean together = buffers.get(i).overlaps(buffers.get(j));
          assertFalse(together && begin < otherEnd && otherBegin < end, i + " and " + j);
        }
      }
    }
  }
}
