package dev.weft.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.DataType;
import dev.weft.ModelFormatException;
import dev.weft.ModelSource;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ArgumentRolesTest {
  private static final ModelSource SOURCE = ModelSource.mxnet(new byte[0], new byte[0]);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  @Test
  void whatHasNoParameterIsAnInputUnlessItStandsForOne() {
    SymbolFile graph =
        graph(
            List.of(5),
            variable("data"),
            variable("w"),
            variable("b"),
            node("FullyConnected", 0, 1, 2),
            variable("label"),
            node("SoftmaxOutput", 3, 4));
    ArgumentRoles roles = roles(graph);
    List<String> arguments = List.of("data", "w", "b", "label");
    assertEquals(
        List.of("data", "label"), roles.inputs(SOURCE, arguments, List.of(), Set.of("w", "b")));
    var error =
        assertThrows(
            ModelFormatException.class,
            () -> roles.inputs(SOURCE, arguments, List.of("mean"), Set.of("w")));
    assertTrue(error.getMessage().contains("2 parameters that are not in this file: 'b', 'mean'"));
    assertEquals(
        List.of("data", "b", "label"),
        roles.inputs(
            SOURCE.declaringInput("b", DataType.FLOAT32), arguments, List.of(), Set.of("w")));
  }

  @Test
  void surplusParametersAreRefusedWhereTheSourceSaysSo() {
    ArgumentRoles roles = roles(graph(variable("data")));
    List<String> arguments = List.of("data");
    Set<String> parameters = Set.of("mean", "left");
    assertEquals(arguments, roles.inputs(SOURCE, arguments, List.of("mean"), parameters));
    var error =
        assertThrows(
            ModelFormatException.class,
            () ->
                roles.inputs(
                    SOURCE.refusingSurplusParameters(), arguments, List.of("mean"), parameters));
    assertTrue(error.getMessage().contains("does not use: 'left'"), error.getMessage());
  }

  @Test
  void messagesAreShort() {
    String name = "x".repeat(100_000);
    ArgumentRoles roles = roles(graph(variable("data")));
    ModelSource source = SOURCE.declaringInput(name, DataType.FLOAT32);
    var error =
        assertThrows(
            ModelFormatException.class,
            () -> roles.inputs(source, List.of("data"), Collections.nCopies(9, name), Set.of()));
    assertTrue(error.getMessage().length() < 1_500, error.getMessage());
  }

  @Test
  void labelsAndStatesAreOptional() {
    SymbolFile graph =
        graph(
            List.of(2, 4, 6, 7, 9, 10),
            variable("data"),
            variable("label"),
            node("SoftmaxOutput", 0, 1),
            variable("h"),
            node("RNN", 0, 3),
            variable("both"),
            node("SoftmaxOutput", 0, 5),
            node("relu", 5),
            variable("x_begin_state_0"),
            node("relu", 8),
            variable("unused"));
    ArgumentRoles roles = roles(graph);
    assertTrue(roles.isOptional("label"));
    assertTrue(roles.isOptional("h"));
    assertTrue(roles.isOptional("x_begin_state_0"));
    assertFalse(roles.isOptional("data"));
    assertFalse(roles.isOptional("both"));
    assertFalse(roles.isOptional("unused"));
    assertFalse(roles.isOptional("absent"));
  }

  @Test
  void aLabelMayBeRearrangedOnItsWay() {
    SymbolFile graph =
        graph(
            List.of(4, 7),
            variable("data"),
            variable("label"),
            node("Reshape", 1),
            node("transpose", 2),
            node("SoftmaxOutput", 0, 3),
            variable("other"),
            node("Reshape", 5),
            node("relu", 6));
    ArgumentRoles roles = roles(graph);
    assertTrue(roles.isOptional("label"));
    assertEquals(Optional.of(new NodeOutput(3, 0)), roles.labelValue("label"));
    assertFalse(roles.isOptional("other"));
    assertEquals(Optional.empty(), roles.labelValue("data"));
  }

  @Test
  void aRearrangedLabelThatIsAnOutputIsNoLabel() {
    String[] nodes = {variable("data"), variable("label"), node("Reshape", 1)};
    SymbolFile graph = graph(List.of(2), nodes);
    assertFalse(roles(graph).isOptional("label"));
  }

  @Test
  void longChainsTakeNoStack() {
    int length = 100_000;
    String chain = chain("\"Reshape\"", length, "[%]");
    ArgumentRoles roles =
        roles(
            graph(
                List.of(length + 2),
                variable("x"),
                chain,
                variable("data"),
                node("SoftmaxOutput", length + 1, length)));
    assertTrue(roles.isOptional("x"));
    assertEquals(Optional.of(new NodeOutput(length, 0)), roles.labelValue("x"));
  }

  @Test
  void manyPathsTakeNoTime() {
    String chain = chain("\"Reshape\"", 200, "[%],[%]");
    SymbolFile graph = graph(List.of(201), variable("x"), chain, node("SoftmaxOutput", 0, 200));
    assertTimeoutPreemptively(LIMIT, () -> assertFalse(roles(graph).isOptional("x")));
    SymbolFile label = graph(List.of(201), variable("x"), chain, node("SoftmaxOutput", 200, 200));
    assertTimeoutPreemptively(LIMIT, () -> assertFalse(roles(label).isOptional("x")));
    String other = variable("data");
    SymbolFile optional =
        graph(List.of(202), variable("x"), chain, other, node("SoftmaxOutput", 201, 200));
    assertTimeoutPreemptively(LIMIT, () -> assertTrue(roles(optional).isOptional("x")));
  }

  @Test
  void manyVariablesAndParametersTakeNoTime() {
    int count = 200_000;
    String variables =
        IntStream.range(0, count).mapToObj(i -> variable("v" + i)).collect(Collectors.joining(","));
    String concat =
        "{\"op\":\"Concat\",\"name\":\"\",\"inputs\":["
            + IntStream.range(0, count)
                .mapToObj(i -> "[" + i + "]")
                .collect(Collectors.joining(","))
            + "]}";
    SymbolFile graph = graph(List.of(count), variables, concat);
    List<String> names = graph.variables().stream().map(SymbolNode::name).toList();
    Set<String> parameters = names.stream().map(name -> name + "_").collect(Collectors.toSet());
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          // Names as many as inputs, as an operator of any number of inputs has them.
          ArgumentRoles roles =
              new ArgumentRoles(
                  graph,
                  node -> node.inputs().stream().map(input -> "arg" + input.node()).toList());
          assertEquals(count, roles.inputs(SOURCE, names, List.of(), parameters).size());
          assertFalse(names.stream().anyMatch(roles::isOptional));
        });
  }

  private static ArgumentRoles roles(SymbolFile graph) {
    return new ArgumentRoles(
        graph,
        node ->
            switch (node.operator()) {
              case "FullyConnected" -> List.of("data", "weight", "bias");
              case "RNN" -> List.of("data", "state");
              case "SoftmaxOutput" -> List.of("data", "label");
              default -> List.of("data");
            });
  }

  private static SymbolFile graph(String... nodes) {
    return graph(List.of(0), nodes);
  }

  private static SymbolFile graph(List<Integer> heads, String... nodes) {
    String links = heads.stream().map(head -> "[" + head + "]").collect(Collectors.joining(","));
    return SymbolFileTest.read(
        "{\"nodes\":[" + String.join(",", nodes) + "],\"heads\":[" + links + "]}");
  }

  private static String variable(String name) {
    return "{\"op\":\"null\",\"name\":\"" + name + "\",\"inputs\":[]}";
  }

  private static String node(String operator, int... inputs) {
    String links =
        IntStream.of(inputs).mapToObj(input -> "[" + input + "]").collect(Collectors.joining(","));
    return "{\"op\":\"" + operator + "\",\"name\":\"n\",\"inputs\":[" + links + "]}";
  }

  /** Nodes that each read the one before, the first of them node 0. */
  private static String chain(String operator, int length, String inputs) {
    return IntStream.range(0, length)
        .mapToObj(
            i ->
                "{\"op\":"
                    + operator
                    + ",\"name\":\"\",\"inputs\":["
                    + inputs.replace("%", "" + i)
                    + "]}")
        .collect(Collectors.joining(","));
  }
}
