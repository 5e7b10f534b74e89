package dev.weft.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.BackendException;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.backend.onednn.handle.ElementType;
import dev.weft.graph.pass.Passes;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Values of more bytes than a Java buffer has are refused by name; others may be between them. */
@ExtendWith(LeakCheck.class)
class LargeValuesIT {
  private final SymbolWriter symbol = new SymbolWriter();
  private final Output data = symbol.variable("data");
  private OnednnModel model;

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void inputs() {
    refuses("input 'data'", symbol.node("relu", "node", Map.of(), List.of(data)), 600_000_000);
  }

  @Test
  void whatKernelsMake() {
    Output wide = symbol.node("Cast", "wide", Map.of("dtype", "float64"), List.of(data));
    refuses("node 'wide'", symbol.node("sum", "sum", Map.of(), List.of(wide)), 300_000_000);
  }

  private void refuses(String what, Output head, long elements) {
    model =
        OnednnModel.load(
            ModelSource.mxnet(
                symbol.toJson(List.of(head)).getBytes(StandardCharsets.UTF_8),
                ParamsWriter.defaults().toBytes(List.of())),
            OnednnOptions.of(PredictorOptions.builder().build()),
            () -> ElementType.F32,
            Passes.standard());
    List<Optional<Shape>> shapes = List.of(Optional.of(Shape.of(elements)));
    BackendException refused = assertThrows(BackendException.class, () -> model.plan(shapes, 1));
    assertTrue(refused.getMessage().contains(what), refused::getMessage);
    assertEquals(
        "a value of 2400000000 bytes; one that Java reads or writes has at most 2147483647",
        refused.nativeText());
  }
}
