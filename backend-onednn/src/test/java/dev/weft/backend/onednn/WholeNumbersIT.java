package dev.weft.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.weft.DataType;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.testkit.conformance.WholeNumbersConformance;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.files.SymbolWriter;
import dev.weft.testkit.files.SymbolWriter.Output;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class WholeNumbersIT extends WholeNumbersConformance {
  WholeNumbersIT() {
    super(Subject.onednn());
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
    Tensor rows = Tensor.of(new long[] {1, 2, 4, 9}, 2, 2);
    for (String backend : List.of("mxnet", "onednn")) {
      PredictorOptions options = PredictorOptions.builder().backend(backend).build();
      try (ThreadSafePredictor predictor = ThreadSafePredictor.open(source, options)) {
        List<Tensor> moments = predictor.predict(rows);
        assertArrayEquals(new long[] {2, 5}, moments.get(0).toLongArray());
        assertArrayEquals(new long[] {2, 12}, moments.get(1).toLongArray());
      }
    }
  }
}
