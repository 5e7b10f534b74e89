package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.BackendException;
import dev.weft.Model;
import dev.weft.Precision;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.backend.cudnn.handle.Convolution;
import dev.weft.backend.cudnn.handle.Convolution.Epilogue;
import dev.weft.backend.cudnn.handle.ConvolutionShape;
import dev.weft.backend.cudnn.handle.DeviceHeap;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.simulated.SimulatedCuda;
import dev.weft.inspect.StepReport;
import dev.weft.testkit.files.SymbolWriter.Output;
import dev.weft.testkit.operators.Fill;
import dev.weft.testkit.operators.OperatorCase;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Convolutions whose epilogue cuDNN computes in the same call, or refuses: it says so only when it
 * is called. Each test has shapes of its own, since the process remembers what cuDNN said.
 */
@ExtendWith({OnDevice.class, LeakCheck.class})
@OnlySimulated
class FusedConvolutionIT {
  private static final String FUSED = "cudnnConvolutionBiasActivationForward";

  private final SimulatedCuda simulation = SimulatedCuda.get();

  /** The simulated cuDNN fuses nothing into groups of 16 bits. */
  @ParameterizedTest
  @EnumSource(
      value = Precision.class,
      names = {"FP16", "BF16"})
  void groupsOfHalfPrecisionAreComputedInParts(Precision precision) {
    OperatorCase convolutions = rectified(6, 3, 8, 2);
    PredictorOptions half = Subject.options().toBuilder().precision(precision).build();
    Answers.agree(convolutions, half, 2e-2);
    List<String> steps = implementations(convolutions, half, 8);
    assertEquals(2, Collections.frequency(steps, "cudnn"), steps::toString);
    assertEquals(2, Collections.frequency(steps, "kernel chain"), steps::toString);
  }

  @ParameterizedTest
  @CsvSource({"3000, 9", "3001, 10", "3007, 16", "2000, 11", "2005, 12"})
  void whatACallRefusesIsComputedInParts(int status, int size) {
    OperatorCase convolutions = rectified(4, 1, size, 2);
    simulation.fail(FUSED, 1, status);
    Answers.agree(convolutions, Subject.options(), 1e-5);
    long calls = simulation.calls(FUSED);
    Answers.agree(convolutions, Subject.options(), 1e-5);
    assertEquals(calls, simulation.calls(FUSED), "what was refused is asked for again");
  }

  @Test
  void equalShapesAreTriedOnce() {
    OperatorCase convolutions = rectified(5, 1, 7, 3);
    long before = simulation.calls(FUSED);
    assertTrue(implementations(convolutions, Subject.options(), 7).contains("cudnn"));
    assertEquals(before + 1, simulation.calls(FUSED));
    assertTrue(implementations(convolutions, Subject.options(), 7).contains("cudnn"));
    assertEquals(before + 1, simulation.calls(FUSED));
  }

  @Test
  void aTrialThatFailsOtherwiseIsTold() {
    simulation.fail(FUSED, 1, 5000);
    BackendException failure =
        assertThrows(
            BackendException.class,
            () -> implementations(rectified(3, 1, 5, 1), Subject.options(), 5));
    assertEquals(5000, failure.code());
  }

  /** What needs no memory of the GPU but the arena's is taken, and nothing is remembered. */
  @Test
  void withoutMemoryForATrialNothingIsFused() {
    List<Long> images = List.of(1L, 2L, 6L, 6L);
    List<Long> ones = List.of(1L, 1L);
    ConvolutionShape shape =
        new ConvolutionShape(
            ElementType.F32,
            false,
            false,
            images,
            List.of(2L, 2L, 3L, 3L),
            images,
            1,
            ones,
            ones,
            ones);
    try (DeviceFixture device = new DeviceFixture()) {
      DeviceHeap small = new DeviceHeap(device.gpu(), "a test", 1000);
      BackendException refused =
          assertThrows(
              BackendException.class,
              () -> Convolution.create(device.queue(), shape, Epilogue.BIAS, small, false));
      assertTrue(Convolution.isUnsupported(refused), refused::getMessage);
      assertEquals(0, small.usedBytes());
      Convolution.create(device.queue(), shape, Epilogue.BIAS, device.heap(), false).close();
    }
  }

  private static List<String> implementations(
      OperatorCase operator, PredictorOptions options, int size) {
    try (Model model = Model.load(operator.model(), options)) {
      Shape images = Shape.of(2, 6, size, size);
      return model.report(Map.of("data", images)).callSteps().stream()
          .map(StepReport::implementation)
          .toList();
    }
  }

  /** Convolutions of six channels with biases, each of which is rectified. */
  private static OperatorCase rectified(int seed, int groups, int size, int count) {
    return OperatorCase.of("Convolution")
        .with("kernel", "(3, 3)")
        .with("pad", "(1, 1)")
        .with("num_filter", 6)
        .with("num_group", groups)
        .input("data", Fill.normal(seed), 2, 6, size, size)
        .parameter("weight", Fill.normal(0.2), 6, 6 / groups, 3, 3)
        .parameter("bias", Fill.normal(), 6)
        .wired(
            (graph, operator, inputs) -> {
              Output images = inputs.get(0);
              for (int i = 0; i < count; i++) {
                Map<String, String> window =
                    Map.of(
                        "kernel", "(3, 3)",
                        "pad", "(1, 1)",
                        "num_filter", "6",
                        "num_group", String.valueOf(groups));
                List<Output> operands = List.of(images, inputs.get(1), inputs.get(2));
                Output made = graph.node("Convolution", "convolution" + i, window, operands);
                images = graph.node("relu", "relu" + i, Map.of(), List.of(made));
              }
              return List.of(images);
            });
  }
}
