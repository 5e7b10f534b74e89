package dev.weft.graph.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.graph.op.Identity;
import java.util.List;
import org.junit.jupiter.api.Test;

class OperatorTableTest {
  @Test
  void lacksNothingAfterAFamilyFailedHalfway() {
    OperatorTable table = new OperatorTable();
    // In the way of a name in the middle of the first family.
    table.add(List.of("Deconvolution"), List.of("data"), attributes -> new Identity("copy"));
    assertThrows(IllegalStateException.class, () -> table.find("Pooling"));
    assertTrue(table.find("Convolution").isPresent());
    assertEquals(OperatorTable.ofAll().names(), table.names());
  }
}
