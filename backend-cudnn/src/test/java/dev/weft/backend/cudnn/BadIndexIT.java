package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.BackendException;
import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.backend.cudnn.simulated.SimulatedCuda;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs that a kernel cannot compute end their call, and leave streams, handles and the GPU. */
@ExtendWith({OnDevice.class, LeakCheck.class})
@OnlySimulated
class BadIndexIT {
  private static final float[] TABLE = {1, 2, 3};

  private final SimulatedCuda simulation = SimulatedCuda.get();

  private static PredictorOptions options(boolean graphs) {
    return PredictorOptions.builder()
        .backend("cudnn")
        .concurrency(1)
        .backendOption("cudnn.graphs", String.valueOf(graphs))
        .build();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aCallersBadIndexKeepsItsContext(boolean graphs) {
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(table(null), options(graphs))) {
      // The first call makes the context.
      assertThrows(BackendException.class, () -> predictor.predict(index(3)));
      List<Long> before = callsAfterBadOnes();
      assertArrayEquals(new float[] {2}, predictor.predict(index(1)).get(0).toFloatArray());
      assertThrows(BackendException.class, () -> predictor.predict(index(-1)));
      assertArrayEquals(new float[] {3}, predictor.predict(index(2)).get(0).toFloatArray());
      assertThrows(BackendException.class, () -> predictor.predict(index(7)));
      assertArrayEquals(new float[] {1}, predictor.predict(index(0)).get(0).toFloatArray());
      assertEquals(before, callsAfterBadOnes());
    }
  }

  /** It is found while a plan is built, which the context has no part in. */
  @Test
  void aBadIndexOfTheModelKeepsTheContext() {
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(table(5f), options(true))) {
      Map<String, Tensor> input = Map.of("data", Tensor.of(new float[] {1}, 1));
      assertThrows(BackendException.class, () -> predictor.predict(input));
      List<Long> before = callsAfterBadOnes();
      assertThrows(BackendException.class, () -> predictor.predict(input));
      assertEquals(before, callsAfterBadOnes());
    }
  }

  /** How often contexts were made, and the GPU was asked whether it can be used. */
  private List<Long> callsAfterBadOnes() {
    return Stream.of("cudnnCreate", "cudaStreamDestroy", "cudaMemGetInfo")
        .map(simulation::calls)
        .toList();
  }

  private static Map<String, Tensor> index(int at) {
    return Map.of("index", Tensor.of(new float[] {at}, 1));
  }

  /**
   * Takes from a table at an index that a call gives, or at one of the model, added to an input.
   */
  private static ModelSource table(@Nullable Float fixed) {
    SymbolWriter symbol = new SymbolWriter();
    Output index = symbol.variable("index");
    Map<String, String> raise = Map.of("axis", "0", "mode", "raise");
    Output result = symbol.node("take", "take", raise, List.of(symbol.variable("table"), index));
    List<NamedArray> arrays = new ArrayList<>();
    arrays.add(NamedArray.floats("table", List.of(3), TABLE));
    if (fixed != null) {
      arrays.add(NamedArray.floats("index", List.of(1), new float[] {fixed}));
      List<Output> both = List.of(result, symbol.variable("data"));
      result = symbol.node("elemwise_add", "sum", Map.of(), both);
    }
    byte[] json = symbol.toJson(List.of(result)).getBytes(StandardCharsets.UTF_8);
    return ModelSource.mxnet(json, ParamsWriter.defaults().toBytes(arrays))
        .declaringInput(fixed == null ? "index" : "data", DataType.FLOAT32);
  }
}
