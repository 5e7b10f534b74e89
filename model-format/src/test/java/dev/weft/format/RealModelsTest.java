package dev.weft.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Models by other people, which lie beside the checkout. */
class RealModelsTest {
  private Path models;

  @BeforeEach
  void findModels() {
    Optional<Path> found =
        Stream.iterate(Path.of("").toAbsolutePath(), p -> p != null, Path::getParent)
            .map(folder -> folder.resolve("shared/models"))
            .filter(Files::isDirectory)
            .findFirst();
    assumeTrue(found.isPresent(), "there is no ../shared/models beside the checkout");
    models = found.orElseThrow();
  }

  @Test
  void everyGraphIsRead() throws IOException {
    List<Path> paths = find("-symbol.json");
    assertTrue(paths.size() >= 38, () -> paths.size() + " graphs");
    for (Path path : paths) {
      SymbolFile symbol = SymbolFile.read(ModelSource.mxnet(path, path).symbol());
      assertEquals(ByteBuffer.wrap(Files.readAllBytes(path)), symbol.json());
      assertTrue(symbol.nodes().size() > 3, () -> path + " has " + symbol.nodes().size());
      assertFalse(symbol.variables().isEmpty(), path::toString);
      int inputs = symbol.nodes().stream().mapToInt(node -> node.inputs().size()).sum();
      int consumers = symbol.nodes().stream().mapToInt(n -> symbol.consumers(n.id()).size()).sum();
      assertEquals(inputs, consumers);
      boolean quantized = path.toString().contains("_int8");
      assertEquals(
          quantized, symbol.nodes().stream().anyMatch(node -> !node.subgraphs().isEmpty()));
    }
  }

  @Test
  void attributesOfOldDialectsAreThere() {
    SymbolFile symbol =
        SymbolFile.read(ModelSource.mxnet(models.resolve("graphs/legacy-save-000800"), 0).symbol());
    Map<String, SymbolNode> byName =
        symbol.nodes().stream()
            .collect(Collectors.toMap(SymbolNode::name, Function.identity(), (a, b) -> a));
    SymbolNode dense = byName.get("fc1");
    assertEquals("FullyConnected", dense.operator());
    assertEquals("128", dense.attributes().get("num_hidden"));
    assertTrue(symbol.version().isEmpty());
  }

  @Test
  void everyParameterFileIsRead() throws IOException {
    List<Path> paths = find(".params");
    assertTrue(paths.size() >= 9, () -> paths.size() + " files");
    for (Path path : paths) {
      try (ParameterFile file = ParameterFile.open(ModelSource.mxnet(path, path).parameters())) {
        assertFalse(file.arrays().isEmpty());
        long bytes = file.arrays().stream().mapToLong(ParameterArray::byteSize).sum();
        long directory = Files.size(path) - bytes;
        long perArray = directory / file.arrays().size();
        assertTrue(perArray > 30 && perArray < 150, () -> path + ": " + perArray);
        for (ParameterArray array : file.arrays()) {
          assertTrue(array.shape().elementCount() > 0, array::toString);
          assertEquals(array.byteSize(), ParameterFileTest.readAll(array).length);
        }
      }
    }
  }

  @Test
  void weightedGraphsFindTheirParameters() throws IOException {
    for (Path path : find(".params")) {
      String model = path.getFileName().toString().replaceFirst("-\\d+\\.params$", "");
      Path graph = path.resolveSibling(model + "-symbol.json");
      Set<String> variables =
          SymbolFile.read(ModelSource.mxnet(graph, path).symbol()).nodes().stream()
              .filter(SymbolNode::isVariable)
              .map(SymbolNode::name)
              .collect(Collectors.toSet());
      try (ParameterFile file = ParameterFile.open(ModelSource.mxnet(graph, path).parameters())) {
        List<ParameterArray> surplus =
            file.arrays().stream().filter(array -> !variables.contains(array.name())).toList();
        assertEquals(List.of(), surplus, path::toString);
      }
    }
  }

  @Test
  void valuesAreRight() {
    var source = ModelSource.mxnet(models.resolve("weighted/tiny-linear/model"), 0);
    try (ParameterFile file = ParameterFile.open(source.parameters())) {
      ParameterArray weight = file.arrays().get(0);
      assertEquals("fc1_weight", weight.name());
      assertEquals(DataType.FLOAT32, weight.dataType());
      assertEquals(Shape.of(1, 2), weight.shape());
      ByteBuffer bytes = ByteBuffer.wrap(ParameterFileTest.readAll(weight));
      bytes.order(ByteOrder.LITTLE_ENDIAN);
      ByteBuffer bias = ByteBuffer.wrap(ParameterFileTest.readAll(file.arrays().get(1)));
      bias.order(ByteOrder.LITTLE_ENDIAN);
      float answer = bytes.getFloat(0) + 2 * bytes.getFloat(4) + bias.getFloat(0);
      assertEquals(4.9999918937683105, answer, 1e-6);
    }
  }

  private List<Path> find(String suffix) throws IOException {
    try (Stream<Path> paths = Files.walk(models)) {
      return paths.filter(path -> path.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
