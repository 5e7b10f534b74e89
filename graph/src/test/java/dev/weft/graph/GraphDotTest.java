package dev.weft.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.DataType;
import dev.weft.Shape;
import dev.weft.graph.op.Unary;
import dev.weft.graph.op.UnaryFunction;
import dev.weft.graph.read.ModelGraph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GraphDotTest {
  @Test
  void isWhatIsStored() throws IOException {
    try (ModelGraph model = SmallGraph.read();
        InputStream stored = GraphDotTest.class.getResourceAsStream("small-graph.dot")) {
      String dot = GraphDot.of(model.graph(), SmallGraph.types(model.graph()));
      assertEquals(dot, GraphDot.of(model.graph(), SmallGraph.types(model.graph())));
      assertEquals(
          stored == null ? "" : new String(stored.readAllBytes(), StandardCharsets.UTF_8), dot);
    }
  }

  @Test
  void namesAreQuoted() {
    ValueType type = new ValueType(DataType.FLOAT32, Shape.of(1));
    Graph graph =
        new Graph(
            List.of(new GraphInput("a\"b", 0, type, false)),
            Map.of(),
            List.of(new Node("c\\\nd", new Unary(UnaryFunction.RELU), List.of(0), List.of(1))),
            List.of(new GraphOutput("out", 1)),
            2);
    String dot = GraphDot.of(graph, List.of(type, type));
    assertTrue(dot.contains("v0 [label=\"a\\\"b\\nFLOAT32 (1)\", shape=ellipse];"), dot);
    assertTrue(dot.contains("n1 [label=\"relu\\nc\\\\\\nd\\nFLOAT32 (1)\"];"), dot);
  }
}
