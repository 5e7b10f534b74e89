package dev.weft.graph.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.ModelSource;
import dev.weft.graph.GraphInput;
import dev.weft.graph.Node;
import dev.weft.testkit.files.ParamsWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Graphs that were cut by an edit of their heads: what the outputs do not need is not there. */
class CutGraphTest {
  @Test
  void nodesBehindTheHeadsAreIgnored() {
    String symbol =
        """
        {"nodes": [
          {"op": "null", "name": "data", "inputs": []},
          {"op": "exp", "name": "middle", "inputs": [[0, 0, 0]]},
          {"op": "null", "name": "fc_weight", "inputs": []},
          {"op": "FullyConnected", "name": "fc",
           "attrs": {"num_hidden": "2", "no_bias": "True"}, "inputs": [[1, 0, 0], [2, 0, 0]]},
          {"op": "null", "name": "other", "inputs": []},
          {"op": "NoSuchOperator", "name": "last", "inputs": [[3, 0, 0], [4, 0, 0]]}
        ], "arg_nodes": [0, 2, 4], "heads": [[1, 0, 0]]}
        """;
    ModelSource source =
        ModelSource.mxnet(symbol.getBytes(UTF_8), ParamsWriter.defaults().toBytes(List.of()));
    try (ModelGraph model = ModelReader.read(source, "test", op -> true)) {
      assertEquals(List.of("data"), model.graph().inputs().stream().map(GraphInput::name).toList());
      assertEquals(List.of("middle"), model.graph().nodes().stream().map(Node::name).toList());
    }
  }
}
