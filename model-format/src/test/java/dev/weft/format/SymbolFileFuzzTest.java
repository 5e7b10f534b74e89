package dev.weft.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.weft.ModelFile;
import dev.weft.ModelSource;
import dev.weft.fuzz.ReaderContract;
import dev.weft.fuzz.SeedFiles;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the bytes, a symbol file is refused, or read as a sound graph. */
@Timeout(20)
class SymbolFileFuzzTest {
  private static final ReaderContract READING =
      new ReaderContract(
          Pattern.compile(
              "symbol in memory: (line \\d+, column \\d+|byte \\d+|node \\d+|head \\d+|arg_nodes"
                  + " names node \\d+|the file is empty|found no nodes|found no heads).*"),
          64 << 10,
          256);
  private static final ReaderContract ROLES =
      new ReaderContract(
          Pattern.compile("parameters in memory: the graph symbol in memory wants .*"),
          16 << 10,
          64);
  private static final List<String> ARGUMENTS = List.of("data", "weight", "label", "state");
  private static final int MAX_SEED_BYTES = 12 << 10;

  @MethodSource("seeds")
  @FuzzTest(maxDuration = "")
  void read(byte[] bytes) {
    READING
        .read(bytes.length, () -> SymbolFile.read(SymbolFileTest.inMemory(bytes)))
        .ifPresent(
            symbol -> {
              assertSound(symbol);
              assertEquals(symbol.nodes(), SymbolFile.read(inMemory(symbol)).nodes());
              ROLES.read(bytes.length, () -> roles(symbol));
            });
  }

  static Stream<byte[]> seeds() {
    return Stream.concat(
        Stream.of(SymbolFileTest.EVERYTHING.getBytes(StandardCharsets.UTF_8)),
        SeedFiles.named("-symbol.json", MAX_SEED_BYTES));
  }

  /** Fails unless each node reads nodes before it, and inputs and consumers are the same links. */
  private static void assertSound(SymbolFile symbol) {
    List<SymbolNode> nodes = symbol.nodes();
    assertFalse(nodes.isEmpty());
    int inputs = 0;
    int consumers = 0;
    for (SymbolNode node : nodes) {
      assertEquals(node, nodes.get(node.id()));
      for (NodeOutput input : node.inputs()) {
        assertTrue(input.node() < node.id(), node::toString);
        assertOutput(nodes.get(input.node()), input);
      }
      assertTrue(node.inputs().isEmpty() || !node.isVariable(), node::toString);
      inputs += node.inputs().size();
      for (NodeInput use : symbol.consumers(node.id())) {
        assertEquals(node.id(), nodes.get(use.node()).inputs().get(use.position()).node());
        consumers++;
      }
    }
    assertEquals(inputs, consumers);
    assertFalse(symbol.heads().isEmpty());
    symbol.heads().forEach(head -> assertOutput(nodes.get(head.node()), head));
  }

  private static void assertOutput(SymbolNode node, NodeOutput output) {
    assertTrue(output.index() >= 0 && (output.index() == 0 || !node.isVariable()), node::toString);
  }

  private static List<String> roles(SymbolFile symbol) {
    ArgumentRoles roles = new ArgumentRoles(symbol, node -> ARGUMENTS);
    List<String> names = symbol.variables().stream().map(SymbolNode::name).distinct().toList();
    for (String name : names) {
      roles.isOptional(name);
      roles.labelValue(name);
    }
    ModelSource source = ModelSource.mxnet(new byte[0], new byte[0]);
    return roles.inputs(source, names, List.of(), Set.of());
  }

  private static ModelFile inMemory(SymbolFile symbol) {
    byte[] json = new byte[symbol.json().remaining()];
    symbol.json().get(json);
    return SymbolFileTest.inMemory(json);
  }
}
