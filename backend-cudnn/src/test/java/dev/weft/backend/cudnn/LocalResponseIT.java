package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Model;
import dev.weft.Precision;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.inspect.ModelReport;
import dev.weft.testkit.files.SymbolWriter.Output;
import dev.weft.testkit.operators.Fill;
import dev.weft.testkit.operators.OperatorCase;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Local response normalisation: by cuDNN within its limits, else by a kernel. */
@ExtendWith({OnDevice.class, LeakCheck.class})
public class LocalResponseIT {
  private static final Shape IMAGES = Shape.of(2, 20, 3, 5);

  @ParameterizedTest
  @CsvSource({
    "15,0.75,2,cudnn",
    "5,0.01,0.00001,cudnn",
    "17,0.75,2,kernel local_response",
    "5,0.009,2,kernel local_response",
    "5,0.75,0.000009,kernel local_response"
  })
  void numbersBeyondItsLimitsAreLeftToAKernel(
      int size, double beta, double bias, String implementation) {
    OperatorCase lrn =
        OperatorCase.of("LRN")
            .with("alpha", 0.3)
            .with("beta", beta)
            .with("knorm", bias)
            .with("nsize", size)
            .input("data", Fill.normal(3), 2, 20, 3, 5);
    Answers.agree(lrn, Subject.options(), 1e-5);
    try (Model model = Model.load(lrn.model(), Subject.options())) {
      ModelReport report = model.report(Map.of("data", IMAGES));
      assertEquals(implementation, report.callSteps().get(0).implementation());
    }
  }

  /** Convolutions of 16-bit numbers leave channels last. */
  @Test
  void channelsMayComeLast() {
    OperatorCase lrn =
        OperatorCase.of("LRN")
            .with("alpha", 0.3)
            .with("nsize", 5)
            .input("data", Fill.normal(), 2, 20, 3, 5)
            .parameter("weight", Fill.normal(0.2), 12, 20, 3, 3)
            .wired(
                (graph, operator, inputs) -> {
                  Map<String, String> window =
                      Map.of("kernel", "(3, 3)", "num_filter", "12", "no_bias", "True");
                  Output images = graph.node("Convolution", "conv", window, inputs);
                  return operator.node(graph, List.of(images));
                });
    PredictorOptions half = Subject.options().toBuilder().precision(Precision.FP16).build();
    Answers.agree(lrn, half, 1e-2);
    try (Model model = Model.load(lrn.model(), half)) {
      ModelReport report = model.report(Map.of("data", IMAGES));
      assertTrue(
          report.callSteps().stream()
              .anyMatch(
                  step ->
                      step.kind().equals("LRN")
                          && step.operands().toString().contains("channels last")),
          () -> report.callSteps().toString());
    }
  }
}
