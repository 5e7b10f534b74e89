package dev.weft.testkit.conformance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whole numbers that double precision does not hold, such as identifiers and hashes. */
public abstract class WholeNumbersConformance extends BackendConformance {
  private static final long LARGE = (1L << 60) + 1;

  /**
   * For subclasses.
   *
   * @param subject what is tested
   */
  protected WholeNumbersConformance(ConformanceSubject subject) {
    super(subject);
  }

  @Test
  void comparedAndCombined() {
    long[] ids = {LARGE, LARGE + 1, -LARGE, 7};
    long[] others = {LARGE + 1, LARGE + 1, -LARGE, 8};
    holds(new long[] {0, 1, 1, 0}, "broadcast_equal", Map.of(), ids, others);
    holds(new long[] {1, 0, 0, 1}, "broadcast_lesser", Map.of(), ids, others);
    holds(new long[] {-1, 0, 0, -1}, "elemwise_sub", Map.of(), ids, others);
    holds(new long[] {LARGE + 1, LARGE + 1, -LARGE, 8}, "_maximum", Map.of(), ids, others);
    holds(new long[] {LARGE * 3, 9}, "elemwise_mul", Map.of(), longs(LARGE, 3), longs(3, 3));
  }

  @Test
  void withANumber() {
    long bucket = 1_000_003;
    holds(
        new long[] {LARGE % bucket, bucket - LARGE % bucket},
        "_mod_scalar",
        Map.of("scalar", Long.toString(bucket)),
        longs(LARGE, -LARGE));
    holds(new long[] {LARGE + 2}, "_plus_scalar", Map.of("scalar", "2"), longs(LARGE));
    holds(new long[] {1, 0}, "_greater_scalar", Map.of("scalar", "7"), longs(LARGE, -LARGE));
  }

  @Test
  void aloneAndConverted() {
    holds(new long[] {LARGE, LARGE}, "abs", Map.of(), longs(-LARGE, LARGE));
    holds(new long[] {-LARGE}, "negative", Map.of(), longs(LARGE));
    holds(new long[] {LARGE, -LARGE}, "floor", Map.of(), longs(LARGE, -LARGE));
    holds(new long[] {LARGE, 0}, "relu", Map.of(), longs(LARGE, -LARGE));
    holds(new long[] {1}, "Cast", Map.of("dtype", "int32"), longs((1L << 53) + 1));
  }

  @Test
  void keepTheLowestBits() {
    int[] factors = {46_341, 65_537, Integer.MAX_VALUE, -1_640_531_527};
    long[] squares = new long[factors.length];
    for (int i = 0; i < factors.length; i++) {
      squares[i] = (int) ((long) factors[i] * factors[i]);
    }
    Tensor tensor = Tensor.of(factors, factors.length);
    gives(squares, "elemwise_mul", Map.of(), tensor, tensor);
    gives(squares, "square", Map.of(), tensor);
    holds(
        longs(Long.MIN_VALUE, (1L << 61) + 1),
        "elemwise_mul",
        Map.of(),
        longs(1L << 62, LARGE),
        longs(2, LARGE));
  }

  @Test
  void ofNumbersThatAreTooLarge() {
    Tensor numbers =
        Tensor.of(
            new float[] {
              Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN, 3e9f, -2.5f, 0x1p64f
            },
            6);
    gives(
        longs(Long.MAX_VALUE, Long.MIN_VALUE, 0, 3_000_000_000L, -2, Long.MAX_VALUE),
        "Cast",
        Map.of("dtype", "int64"),
        numbers);
    gives(longs(-1, 0, 0, -1_294_967_296, -2, -1), "Cast", Map.of("dtype", "int32"), numbers);
  }

  @Test
  void deviateFromWhatRemainsOfTheMean() {
    SymbolWriter symbol = new SymbolWriter();
    Output data = symbol.variable("data");
    Output mean = symbol.node("moments", "node", Map.of("axes", "(0,)"), List.of(data), 2);
    ModelSource source =
        ModelSource.mxnet(
                symbol.toJson(List.of(mean, mean.at(1))).getBytes(StandardCharsets.UTF_8),
                ParamsWriter.defaults().toBytes(List.of()))
            .declaringInput("data", DataType.INT64);
    try (ThreadSafePredictor predictor = open(source)) {
      List<Tensor> moments = predictor.predict(Tensor.of(longs(0, 1, 2, 4, 2, 9), 3, 2));
      assertArrayEquals(longs(1, 4), moments.get(0).toLongArray());
      assertArrayEquals(longs(1, 11), moments.get(1).toLongArray());
    }
  }

  private static long[] longs(long... numbers) {
    return numbers;
  }

  private void holds(
      long[] expected, String operator, Map<String, String> attributes, long[]... operands) {
    Tensor[] tensors = new Tensor[operands.length];
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] = Tensor.of(operands[i], operands[i].length);
    }
    gives(expected, operator, attributes, tensors);
  }

  private void gives(
      long[] expected, String operator, Map<String, String> attributes, Tensor... operands) {
    SymbolWriter symbol = new SymbolWriter();
    List<Output> inputs = new ArrayList<>();
    for (int i = 0; i < operands.length; i++) {
      inputs.add(symbol.variable("input" + i));
    }
    Output head = symbol.node(operator, "node", attributes, inputs);
    ModelSource source =
        ModelSource.mxnet(
            symbol.toJson(List.of(head)).getBytes(StandardCharsets.UTF_8),
            ParamsWriter.defaults().toBytes(List.of()));
    for (int i = 0; i < operands.length; i++) {
      source = source.declaringInput("input" + i, operands[i].dataType());
    }
    try (ThreadSafePredictor predictor = open(source)) {
      assertArrayEquals(expected, predictor.predict(operands).get(0).toLongArray());
    }
  }
}
