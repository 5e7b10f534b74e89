package dev.weft.testkit.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.testkit.files.SymbolWriter.Output;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SymbolWriterTest {

  private final SymbolWriter symbol = new SymbolWriter();

  @Test
  void writesTheDialectOfMxnet19() {
    Output data = symbol.variable("data", Map.of("__shape__", "(1, 2)"));
    Output mean = symbol.auxiliary("bn_moving_mean");
    Output bn =
        symbol.node("BatchNorm", "bn", Map.of("eps", "0.1", "axis", "1"), List.of(data, mean), 3);
    assertEquals(
        """
        {
          "nodes": [
            {
              "op": "null",
              "name": "data",
              "attrs": {"__shape__": "(1, 2)"},
              "inputs": []
            },
            {
              "op": "null",
              "name": "bn_moving_mean",
              "inputs": []
            },
            {
              "op": "BatchNorm",
              "name": "bn",
              "attrs": {"axis": "1", "eps": "0.1"},
              "inputs": [[0, 0, 0], [1, 0, 1]]
            }
          ],
          "arg_nodes": [0, 1],
          "node_row_ptr": [0, 1, 2, 5],
          "heads": [[2, 0, 0], [2, 2, 0]],
          "attrs": {"mxnet_version": ["int", 10901]}
        }
        """,
        symbol.toJson(List.of(bn, bn.at(2))));
  }

  @Test
  void escapesStrings() {
    Output odd = symbol.variable("a\"b\\c\nd\te\rf\u0001g é");
    assertTrue(
        symbol.toJson(List.of(odd)).contains("\"a\\\"b\\\\c\\nd\\te\\rf\\u0001g é\""),
        () -> symbol.toJson(List.of(odd)));
  }

  @Test
  void refusesAnOutputThatIsNotThere() {
    Output data = symbol.variable("data");
    Map<String, String> none = Map.of();
    List<Output> laterNode = List.of(new Output(1, 0, 0));
    List<Output> secondOutput = List.of(data.at(1));
    assertThrows(
        IllegalArgumentException.class, () -> symbol.node("Flatten", "f", none, laterNode));
    assertThrows(
        IllegalArgumentException.class, () -> symbol.node("Flatten", "f", none, secondOutput));
    assertThrows(IllegalArgumentException.class, () -> symbol.toJson(secondOutput));
  }

  @Test
  void refusesASecondVariableOfOneName() {
    symbol.variable("data");
    assertThrows(IllegalArgumentException.class, () -> symbol.variable("data"));
  }
}
