package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExceptionMessagesTest {
  private final Exception cause = new IllegalStateException("deeper");

  @Test
  void aNativeErrorNamesSubjectFunctionCodeAndText() {
    BackendException e = new BackendException("running net", "MXInvokeCachedOp", -1, "bad shape");
    assertEquals("running net: MXInvokeCachedOp returned -1: bad shape", e.getMessage());
    assertEquals("MXInvokeCachedOp", e.function());
    assertEquals(-1, e.code());
    assertEquals("bad shape", e.nativeText());
  }

  @Test
  void backendNamesNoStatusWhereNoNativeFunctionFailed() {
    BackendException e =
        new BackendException("net", "shape inference", 0, "window of 7, expected at most 5");
    assertEquals("net: shape inference: window of 7, expected at most 5", e.getMessage());
  }

  @Test
  void aReasonThatIsASentenceGetsNoSecondFullStop() {
    assertEquals(
        "no library. Fix: add it",
        new BackendUnavailableException("no library.", "add it", null).getMessage());
  }

  @Test
  void anUnavailableBackendNamesReasonAndFix() {
    BackendUnavailableException e =
        new BackendUnavailableException("libmxnet is missing", "add it", cause);
    assertEquals("libmxnet is missing. Fix: add it", e.getMessage());
    assertEquals("libmxnet is missing", e.reason());
    assertEquals("add it", e.fix());
    assertSame(cause, e.getCause());
  }

  @Test
  void aBadFileIsNamedFirst() {
    ModelFormatException e = new ModelFormatException("net-symbol.json", "node 3 has no op", cause);
    assertEquals("net-symbol.json: node 3 has no op", e.getMessage());
    assertEquals("net-symbol.json", e.file());
    assertSame(cause, e.getCause());
    assertNull(new ModelFormatException("f", "r").getCause());
  }

  @Test
  void aBusyPredictorSaysWhatItIsGiven() {
    assertEquals("waited", new PredictorBusyException("waited").getMessage());
  }

  @Test
  void lackingOperatorsAreAllNamedWithSomeOfTheirNodes() {
    Map<String, List<String>> operators = new LinkedHashMap<>();
    operators.put("Zeta", List.of("z"));
    operators.put("Alpha", List.of("a1", "a2", "a3"));
    operators.put("Many", List.of("m1", "m2", "m3", "m4", "m5"));
    UnsupportedModelException e = new UnsupportedModelException("net", "onednn", operators);
    assertEquals(
        "net: backend 'onednn' lacks 3 operators of this model: Zeta (node z), Alpha (nodes a1, a2,"
            + " a3), Many (nodes m1, m2, m3 and 2 more)",
        e.getMessage());
    assertEquals(operators, e.operators());
    assertEquals(List.of("Zeta", "Alpha", "Many"), List.copyOf(e.operators().keySet()));
  }

  @Test
  void oneLackingOperatorIsInTheSingular() {
    assertEquals(
        "net: backend 'b' lacks 1 operator of this model: Op (node n)",
        new UnsupportedModelException("net", "b", Map.of("Op", List.of("n"))).getMessage());
  }

  @Test
  void namesOfOperatorsStayOnOneLine() {
    assertEquals(
        "net: backend 'b' lacks 1 operator of this model: O?p (node ?[2J)",
        new UnsupportedModelException("net", "b", Map.of("O\np", List.of("\u001b[2J")))
            .getMessage());
  }

  @Test
  void lackingOperatorsAreCopied() {
    Map<String, List<String>> operators = new LinkedHashMap<>();
    List<String> nodes = new ArrayList<>(List.of("n"));
    operators.put("Op", nodes);
    UnsupportedModelException e = new UnsupportedModelException("net", "b", operators);
    nodes.add("m");
    operators.put("Other", List.of());
    assertEquals(Map.of("Op", List.of("n")), e.operators());
    assertThrows(UnsupportedOperationException.class, () -> e.operators().put("Other", List.of()));
  }

  @Test
  void lackingOperatorsAreGoneAfterSerialization() throws Exception {
    UnsupportedModelException e =
        new UnsupportedModelException("net", "b", Map.of("Op", List.of("n")));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(e);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      UnsupportedModelException read = (UnsupportedModelException) in.readObject();
      assertEquals(e.getMessage(), read.getMessage());
      assertEquals(Map.of(), read.operators());
    }
  }
}
