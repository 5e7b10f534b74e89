package dev.weft.backend.cudnn.lower;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.graph.op.LossOutput;
import dev.weft.graph.op.Op;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoweringTableTest {
  static Stream<Class<?>> operators() {
    return records(Op.class);
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(LoweringTableTest::records)
        : Stream.of(type);
  }

  /** Of a loss, what is left at inference is computed, which is an operator of its own. */
  @ParameterizedTest
  @MethodSource("operators")
  void everyOperatorOfTheGraphHasAFormOnGpus(Class<? extends Op> operator) {
    assertTrue(
        operator == LossOutput.class || LoweringTable.ofAll().knows(operator),
        operator + " is not in the table");
  }
}
