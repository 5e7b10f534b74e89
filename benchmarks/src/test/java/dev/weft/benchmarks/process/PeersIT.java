package dev.weft.benchmarks.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.benchmarks.runtime.Caller;
import dev.weft.benchmarks.runtime.InferenceRuntime;
import dev.weft.benchmarks.runtime.ModelFiles;
import dev.weft.benchmarks.runtime.RuntimeChoice;
import dev.weft.benchmarks.runtime.Transfer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Networks give the same answers in all runtimes that are compared. */
class PeersIT {
  private static final RuntimeChoice WEFT = RuntimeChoice.weft("mxnet");

  @ParameterizedTest
  @ValueSource(strings = {"mnist-8", "tiny-resnet", "mlp", "lenet"})
  void onnxRuntimeAnswersAsWeftDoes(String network) throws IOException {
    try (ModelFiles model = ModelFiles.write(network);
        InferenceRuntime weft = WEFT.open(model);
        InferenceRuntime onnx = RuntimeChoice.ONNX_RUNTIME.open(model)) {
      float[] expected = weft.infer(model.input());
      requireClose(expected, onnx.infer(model.input()));
      try (Caller ours = weft.caller(model.input(), Transfer.IN_PLACE);
          Caller theirs = onnx.caller(model.input(), Transfer.IN_PLACE)) {
        ours.call();
        theirs.call();
        requireClose(expected, ours.output());
        requireClose(expected, theirs.output());
      }
    }
  }

  @Test
  void processesOfAllRuntimesAnswerAlike() throws IOException {
    try (ModelFiles model = ModelFiles.write("tiny-resnet");
        RuntimeProcess weft = RuntimeProcess.start(WEFT, model, List.of());
        RuntimeProcess onnx = RuntimeProcess.start(RuntimeChoice.ONNX_RUNTIME, model, List.of());
        RuntimeProcess djl = RuntimeProcess.start(RuntimeChoice.DJL, model, List.of())) {
      float[] expected = weft.infer();
      requireClose(expected, onnx.infer());
      requireClose(expected, djl.infer());
      for (RuntimeProcess process : List.of(weft, onnx, djl)) {
        assertTrue(process.callsPerSecond(2, 0.1) > 0);
      }
      RuntimeProcess.Latency latency = weft.latency(Transfer.COPIED, 0.1);
      assertTrue(latency.medianNanos() > 0 && latency.medianNanos() <= latency.p99Nanos());
    }
  }

  @ParameterizedTest
  @EnumSource(RuntimePath.class)
  void firstAnswersComeFromEitherPath(RuntimePath path) throws IOException {
    try (ModelFiles model = ModelFiles.write("lenet")) {
      for (RuntimeChoice runtime :
          List.of(RuntimeChoice.weft("onednn"), RuntimeChoice.ONNX_RUNTIME)) {
        FirstAnswer.Durations durations = FirstAnswer.measure(runtime, path, model);
        assertTrue(durations.firstCallNanos() > 0);
        assertTrue(durations.fromOpenNanos() > durations.firstCallNanos());
        assertTrue(durations.fromStartNanos() > durations.fromOpenNanos());
        assertTrue(durations.fromReopenNanos() > 0);
      }
    }
  }

  @Test
  void choicesSurviveTheWayToAnotherProcess() {
    for (RuntimeChoice choice : List.of(WEFT, RuntimeChoice.ONNX_RUNTIME, RuntimeChoice.DJL)) {
      assertEquals(choice, RuntimeChoice.parse(choice.toString()));
    }
  }

  private static void requireClose(float[] expected, float[] actual) {
    assertEquals(expected.length, actual.length);
    float greatest = 0;
    for (float value : expected) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-4f * greatest, "value " + i);
    }
  }
}
