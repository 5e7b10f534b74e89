package dev.weft.graph.pass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.graph.Graph;
import dev.weft.graph.GraphOutput;
import dev.weft.graph.GraphVerifier;
import dev.weft.graph.SmallGraph;
import dev.weft.graph.read.ModelGraph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What each pass makes of a small graph, as text. After a wanted change, the test's failure shows
 * the new text, which takes the place of the stored one.
 */
class GoldenGraphTest {
  @Test
  void everyPassMakesWhatIsStored() throws IOException {
    StringBuilder text = new StringBuilder();
    try (ModelGraph model = SmallGraph.read()) {
      Graph graph = model.graph();
      text.append("# read\n").append(graph);
      for (GraphPass pass : Passes.standard()) {
        graph = Passes.run(graph, List.of(pass));
        text.append("# ").append(pass.name()).append('\n').append(graph);
      }
    }
    assertEquals(stored(), text.toString());
  }

  @Test
  void verifierNamesWhatIsWrong() {
    try (ModelGraph model = SmallGraph.read()) {
      Graph graph = model.graph();
      Graph broken =
          new Graph(
              graph.inputs(),
              graph.constants(),
              graph.nodes().subList(1, graph.nodes().size()),
              graph.outputs(),
              graph.valueCount());
      IllegalStateException failure =
          assertThrows(IllegalStateException.class, () -> GraphVerifier.verify(broken, "a test"));
      assertEquals(true, failure.getMessage().contains("before it is made"), failure::getMessage);
      List<GraphOutput> outputs = List.of(new GraphOutput("nowhere", graph.valueCount() - 1));
      Graph unmade =
          new Graph(graph.inputs(), graph.constants(), List.of(), outputs, graph.valueCount());
      assertThrows(IllegalStateException.class, () -> GraphVerifier.verify(unmade, "a test"));
    }
  }

  private static String stored() throws IOException {
    try (InputStream in = GoldenGraphTest.class.getResourceAsStream("golden-graph.txt")) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
