package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.BackendException;
import dev.weft.Precision;
import dev.weft.PredictorOptions;
import dev.weft.ThreadSafePredictor;
import dev.weft.backend.cudnn.simulated.SimulatedCuda;
import dev.weft.testkit.operators.Fill;
import dev.weft.testkit.operators.OperatorCase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A convolution that cuDNN does not know with channels last is computed in another form. */
@ExtendWith({OnDevice.class, LeakCheck.class})
@OnlySimulated
class UnsupportedConvolutionIT {
  private static final int NOT_SUPPORTED = 3000;
  private static final String FORWARD = "cudnnGetConvolutionForwardAlgorithm_v7";
  private static final String BACKWARD = "cudnnGetConvolutionBackwardDataAlgorithm_v7";

  private final SimulatedCuda simulation = SimulatedCuda.get();

  private static OperatorCase layer(String operator) {
    return OperatorCase.of(operator)
        .with("kernel", "(3, 3)")
        .with("num_filter", 4)
        .with("no_bias", "True")
        .input("data", Fill.normal(), 1, 4, 6, 5)
        .input("weight", Fill.normal(), 4, 4, 3, 3);
  }

  private static float[] answer(OperatorCase layer, Precision precision) {
    PredictorOptions options = Subject.options().toBuilder().precision(precision).build();
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(layer.model(), options)) {
      return predictor.predict(layer.inputs()).get(0).toFloatArray();
    }
  }

  @ParameterizedTest
  @CsvSource({"Convolution," + FORWARD, "Deconvolution," + BACKWARD})
  void isComputedInAnotherForm(String operator, String function) {
    OperatorCase layer = layer(operator);
    float[] right = answer(layer, Precision.FP16);
    long before = simulation.calls(function);
    simulation.fail(function, 1, NOT_SUPPORTED);
    assertArrayEquals(right, answer(layer, Precision.FP16), 1e-2f);
    assertEquals(before + 2, simulation.calls(function));
  }

  @Test
  void isRefusedWhereThereIsNoOtherForm() {
    simulation.fail(FORWARD, 1, NOT_SUPPORTED);
    BackendException failure =
        assertThrows(BackendException.class, () -> answer(layer("Convolution"), Precision.FP32));
    assertEquals(NOT_SUPPORTED, failure.code());
  }
}
