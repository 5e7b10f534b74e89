package dev.weft.benchmarks.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.ModelSource;
import dev.weft.Shape;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxWriterTest {

  @TempDir private Path directory;

  @Test
  void refusesAnOperatorThatItDoesNotConvert() {
    assertEquals(
        "node 1 'up' (UpSampling) has an operator that is not converted to ONNX",
        refusal("UpSampling", "up", Map.of("scale", "2")));
  }

  @Test
  void refusesAnAttributeThatItDoesNotConvert() {
    assertEquals(
        "node 1 'pool' (Pooling) has pooling_convention=full, expected one of [valid]",
        refusal("Pooling", "pool", Map.of("kernel", "(2, 2)", "pooling_convention", "full")));
  }

  @Test
  void refusesAParameterThatIsMissing() {
    SymbolWriter symbol = new SymbolWriter();
    SymbolWriter.Output sum =
        symbol.node(
            "elemwise_add",
            "sum",
            Map.of(),
            List.of(symbol.variable("data"), symbol.variable("offset")));
    String message = refusal(symbol.toJson(List.of(sum)));
    assertEquals(
        "has no arrays for [offset], expected one for all but the input",
        message.substring(message.indexOf("has no")));
  }

  private String refusal(String operator, String name, Map<String, String> attributes) {
    SymbolWriter symbol = new SymbolWriter();
    SymbolWriter.Output node =
        symbol.node(operator, name, attributes, List.of(symbol.variable("data")));
    return refusal(symbol.toJson(List.of(node)));
  }

  private String refusal(String json) {
    byte[] parameters =
        ParamsWriter.defaults().toBytes(List.of(NamedArray.floats("unused", List.of(1), 0)));
    ModelSource source = ModelSource.mxnet(json.getBytes(StandardCharsets.UTF_8), parameters);
    Path target = directory.resolve("model.onnx");
    Exception thrown =
        assertThrows(
            IllegalArgumentException.class,
            () -> OnnxWriter.write(source, Shape.of(1, 1, 4, 4), target));
    assertFalse(Files.exists(target));
    return thrown.getMessage();
  }
}
