package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.backend.cudnn.simulated.SimulatedCuda;
import dev.weft.testkit.files.ElementType;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import dev.weft.testkit.files.Values;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Parameters of more bytes than are copied to the device at once. */
@ExtendWith({OnDevice.class, LeakCheck.class})
@OnlySimulated
class LargeParametersIT {
  private static final int PART_BYTES = 64 << 20;
  private static final int ROWS = 1 << 16;
  private static final long SLACK_BYTES = 2 << 20;

  @ParameterizedTest
  @EnumSource(
      value = ElementType.class,
      names = {"FLOAT32", "FLOAT16"})
  void comeInParts(ElementType type) {
    int columns = PART_BYTES / (type == ElementType.FLOAT16 ? Short.BYTES : Float.BYTES) / ROWS;
    float[] numbers = new float[(ROWS + 2) * columns];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i / columns % 127 + i % columns % 5;
    }
    NamedArray table =
        NamedArray.dense("table", type, List.of(ROWS + 2, columns), Values.ofFloats(numbers));
    SymbolWriter symbol = new SymbolWriter();
    List<Output> operands = List.of(symbol.variable("table"), symbol.variable("rows"));
    Output rows = symbol.node("take", "take", Map.of("axis", "0"), operands);
    ModelSource source =
        ModelSource.mxnet(
                symbol.toJson(List.of(rows)).getBytes(StandardCharsets.UTF_8),
                ParamsWriter.defaults().toBytes(List.of(table)))
            .declaringInput("rows", DataType.FLOAT32);
    PredictorOptions options = PredictorOptions.builder().backend("cudnn").concurrency(1).build();
    long unused = SimulatedCuda.get().mostPinned();
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source, options)) {
      long most = SimulatedCuda.get().mostPinned();
      assertTrue(most <= PART_BYTES + SLACK_BYTES, most + " bytes are pinned");
      int[] wanted = {0, ROWS / 2, ROWS - 1, ROWS, ROWS + 1};
      float[] indices = new float[wanted.length];
      float[] expected = new float[wanted.length * columns];
      for (int i = 0; i < wanted.length; i++) {
        indices[i] = wanted[i];
        System.arraycopy(numbers, wanted[i] * columns, expected, i * columns, columns);
      }
      Map<String, Tensor> call = Map.of("rows", Tensor.of(indices, wanted.length));
      assertArrayEquals(expected, predictor.predict(call).get(0).toFloatArray());
    }
  }
}
