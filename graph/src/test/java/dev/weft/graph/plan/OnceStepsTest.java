package dev.weft.graph.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OnceStepsTest {
  private final OnceSteps<String, String> once = new OnceSteps<>();
  private final ArenaBuffer<String> parameter = ArenaBuffer.constant("parameter", 8);
  private final ArenaBuffer<String> data = new ArenaBuffer<>(8);
  private final ArenaBuffer<String> result = new ArenaBuffer<>(8);

  @Test
  void whatReadsConstantsAloneRunsOnce() {
    ArenaBuffer<String> last = new ArenaBuffer<>(8);
    once.add("first", List.of(parameter), List.of(result));
    once.add("second", List.of(result, parameter), List.of(last));
    assertEquals(Set.of("first", "second"), once.steps());
    assertTrue(last.isConstant());
  }

  @Test
  void whatReadsAnythingElseRunsInEachCall() {
    once.add("step", List.of(parameter, data), List.of(result));
    assertEquals(Set.of(), once.steps());
    assertFalse(result.isConstant());
  }

  @Test
  void bufferThatCallsWriteToIsWrittenInEachFromTheStart() {
    ArenaBuffer<String> scratch = new ArenaBuffer<>(8);
    ArenaBuffer<String> copy = new ArenaBuffer<>(8);
    once.add("unrelated", List.of(parameter), List.of(new ArenaBuffer<>(8)));
    once.add("begin", List.of(parameter), List.of(result, scratch));
    once.add("copy", List.of(result), List.of(copy));
    once.add("continue", List.of(result, data), List.of(result));
    assertEquals(Set.of("unrelated"), once.steps());
    assertFalse(result.isConstant() || scratch.isConstant() || copy.isConstant());
  }

  @Test
  void constantsAddedToWhatCallsWriteAreAddedInEach() {
    once.add("begin", List.of(data), List.of(result));
    once.add("continue", List.of(parameter), List.of(result));
    assertEquals(Set.of(), once.steps());
  }

  @Test
  void partsOfOneBufferAreWrittenTogether() {
    ArenaBuffer<String> whole = new ArenaBuffer<>(16);
    ArenaBuffer<String> front = new ArenaBuffer<>(8);
    ArenaBuffer<String> back = new ArenaBuffer<>(8);
    once.add("before it moves", List.of(data), List.of(front));
    front.moveInto(whole, 0);
    back.moveInto(whole, 8);
    once.add("behind", List.of(parameter), List.of(back));
    assertEquals(Set.of(), once.steps());
    assertFalse(whole.isConstant());
  }
}
