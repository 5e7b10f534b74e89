package dev.weft.graph.pass;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.weft.ModelSource;
import dev.weft.graph.Constant;
import dev.weft.graph.Graph;
import dev.weft.graph.read.ModelGraph;
import dev.weft.graph.read.ModelReader;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Constants that are read part by part are those that are read at once. */
class ConstantPartsTest {
  private static final NamedArray MATRIX =
      NamedArray.floats("matrix", List.of(2, 2, 3), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  private static final NamedArray VECTOR = NamedArray.floats("vector", List.of(3), 13, 14, 15);

  @Test
  void joined() {
    SymbolWriter symbol = new SymbolWriter();
    Output flat =
        symbol.node(
            "Reshape", "flat", Map.of("shape", "(-1,)"), List.of(symbol.variable("matrix")));
    Map<String, String> along = Map.of("dim", "0", "num_args", "2");
    Output joined =
        symbol.node("Concat", "joined", along, List.of(flat, symbol.variable("vector")));
    try (ModelGraph model = read(symbol, joined, List.of(MATRIX, VECTOR))) {
      Graph graph =
          Passes.run(model.graph(), List.of(new ConstantJoining(), new DeadCodeRemoval()));
      assertParts(graph.constants().values().iterator().next());
    }
  }

  @Test
  void scaledAndOfAFile() {
    SymbolWriter symbol = new SymbolWriter();
    Output matrix = symbol.variable("matrix");
    try (ModelGraph model = read(symbol, matrix, List.of(MATRIX))) {
      Constant constant = model.graph().constants().values().iterator().next();
      assertParts(constant);
      assertParts(new ScaledConstant(constant, 0, new float[] {2, 3}));
      assertParts(new ScaledConstant(constant, 1, new float[] {2, 3}));
      assertParts(new ScaledConstant(constant, 2, new float[] {2, 3, 5}));
    }
  }

  @Test
  void computed() {
    assertParts(new ComputedConstant("numbers", new float[] {1, 2, 3, 4, 5}));
  }

  private static void assertParts(Constant constant) {
    float[] whole = ComputedConstant.floats(constant);
    for (int step = 1; step <= whole.length; step++) {
      ByteBuffer parts =
          ByteBuffer.allocateDirect(whole.length * Float.BYTES).order(ByteOrder.nativeOrder());
      for (int from = 0; from < whole.length; from += step) {
        parts.limit(Math.min(whole.length, from + step) * Float.BYTES);
        constant.read((long) from * Float.BYTES, parts);
      }
      float[] found = new float[whole.length];
      parts.flip().asFloatBuffer().get(found);
      assertArrayEquals(whole, found, "parts of " + step);
    }
  }

  private static ModelGraph read(SymbolWriter symbol, Output constant, List<NamedArray> arrays) {
    Output sum =
        symbol.node("broadcast_add", "sum", Map.of(), List.of(symbol.variable("data"), constant));
    return ModelReader.read(
        ModelSource.mxnet(
            symbol.toJson(List.of(sum)).getBytes(StandardCharsets.UTF_8),
            ParamsWriter.defaults().toBytes(arrays)),
        "test",
        op -> true);
  }
}
