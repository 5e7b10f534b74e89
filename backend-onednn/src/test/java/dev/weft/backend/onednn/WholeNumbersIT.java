package dev.weft.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
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
import org.junit.jupiter.api.extension.ExtendWith;

/** Whole numbers that double precision does not hold, such as identifiers and hashes. */
@ExtendWith(LeakCheck.class)
class WholeNumbersIT {
  private static final long LARGE = (1L << 60) + 1;

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
  }

  @Test
  void aloneAndConverted() {
    holds(new long[] {LARGE, LARGE}, "abs", Map.of(), longs(-LARGE, LARGE));
    holds(new long[] {-LARGE}, "negative", Map.of(), longs(LARGE));
    holds(new long[] {1}, "Cast", Map.of("dtype", "int32"), longs((1L << 53) + 1));
  }

  @Test
  void momentsLoseTheirFractions() {
    SymbolWriter symbol = new SymbolWriter();
    Output data = symbol.variable("data");
    Output mean = symbol.node("moments", "node", Map.of("axes", "(0,)"), List.of(data), 2);
    ModelSource source =
        ModelSource.mxnet(
                symbol.toJson(List.of(mean, mean.at(1))).getBytes(StandardCharsets.UTF_8),
                ParamsWriter.defaults().toBytes(List.of()))
            .declaringInput("data", DataType.INT64);
    Tensor rows = Tensor.of(longs(1, 2, 4, 9), 2, 2);
    for (String backend : List.of("mxnet", "onednn")) {
      PredictorOptions options = PredictorOptions.builder().backend(backend).build();
      try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source, options)) {
        List<Tensor> moments = predictor.predict(rows);
        assertArrayEquals(longs(2, 5), moments.get(0).toLongArray());
        assertArrayEquals(longs(2, 12), moments.get(1).toLongArray());
      }
    }
  }

  private static long[] longs(long... numbers) {
    return numbers;
  }

  private static void holds(
      long[] expected, String operator, Map<String, String> attributes, long[]... operands) {
    SymbolWriter symbol = new SymbolWriter();
    List<Output> inputs = new ArrayList<>();
    List<Tensor> tensors = new ArrayList<>();
    for (long[] operand : operands) {
      inputs.add(symbol.variable("input" + tensors.size()));
      tensors.add(Tensor.of(operand, operand.length));
    }
    Output head = symbol.node(operator, "node", attributes, inputs);
    ModelSource source =
        ModelSource.mxnet(
            symbol.toJson(List.of(head)).getBytes(StandardCharsets.UTF_8),
            ParamsWriter.defaults().toBytes(List.of()));
    for (int i = 0; i < operands.length; i++) {
      source = source.declaringInput("input" + i, DataType.INT64);
    }
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source, Subject.options())) {
      assertArrayEquals(
          expected, predictor.predict(tensors.toArray(Tensor[]::new)).get(0).toLongArray());
    }
  }
}
