package dev.weft.graph.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.Shape;
import dev.weft.graph.Graph;
import dev.weft.graph.SmallGraph;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallShapesTest {
  private final Graph graph = SmallGraph.read().graph();

  @Test
  void inputsAreDescribedByNameAndThoseLeftOutAreNot() {
    Optional<Shape> data = Optional.of(Shape.of(1, 2, 4, 4));
    assertEquals("data (1, 2, 4, 4)", CallShapes.describe(graph, List.of(data, Optional.empty())));
    assertEquals(
        "data (1, 2, 4, 4), softmax_label (1)",
        CallShapes.describe(graph, List.of(data, Optional.of(Shape.of(1)))));
  }
}
