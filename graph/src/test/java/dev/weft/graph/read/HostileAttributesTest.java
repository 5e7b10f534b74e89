package dev.weft.graph.read;

import dev.weft.testkit.operators.OperatorCase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each attribute of each operator, and each shape that it is given, is what it should not be. */
@Timeout(60)
class HostileAttributesTest {
  private static final List<String> VALUES =
      List.of(
          "-1",
          "0",
          "1",
          "7",
          "2147483647",
          "-9223372036854775808",
          "9223372036854775807",
          "1e14",
          "nan",
          "inf",
          "None",
          "True",
          "()",
          "(0,)",
          "(-1, 2)",
          "(0, 0, 0)",
          "(2147483647, 2147483647)",
          "(9223372036854775807, 9223372036854775807, 2)",
          "(1, 1, 1, 1, 1, 1, 1)",
          "a".repeat(500) + "\u0007",
          Collections.nCopies(999, "1").toString());
  private static final List<String> SHAPES =
      List.of(
          "()",
          "(0,)",
          "(1,)",
          "(5, 0)",
          "(3, 4)",
          "(2, 3, 4)",
          "(0, 3, 0, 5)",
          "(2, 2147483647, 2147483647, 3)",
          "(9223372036854775807, 9223372036854775807, 9223372036854775807)",
          "(1, 1, 1, 1, 1)",
          "(2, 1, 3, 1, 2, 1, 2)",
          "(-1, -1)",
          "(-1, 3, -1, -1)",
          Collections.nCopies(40, "1").toString());

  static Stream<OperatorCase> cases() {
    return OperatorSeeds.ofEachOperator(1);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void attributeIsRefusedOrRead(OperatorCase operator) {
    for (String name : operator.attributes().keySet()) {
      for (String value : VALUES) {
        check(operator.with(name, value), OperatorSeeds.symbol(operator.with(name, value)));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void shapesAreRefusedOrRead(OperatorCase operator) {
    List<String> right =
        operator.arguments().stream().map(input -> OperatorSeeds.text(input.shape())).toList();
    for (String shape : SHAPES) {
      check(operator, OperatorSeeds.symbol(operator, Collections.nCopies(right.size(), shape)));
      for (int i = 0; i < right.size(); i++) {
        List<String> shapes = new ArrayList<>(right);
        shapes.set(i, shape);
        check(operator, OperatorSeeds.symbol(operator, shapes));
      }
    }
  }

  private static void check(OperatorCase operator, byte[] symbol) {
    try {
      GraphContract.check(symbol);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(operator + " as " + new String(symbol, StandardCharsets.UTF_8), e);
    }
  }
}
