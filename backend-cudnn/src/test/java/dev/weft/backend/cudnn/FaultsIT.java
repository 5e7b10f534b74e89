package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.BackendException;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.backend.cudnn.simulated.SimulatedCuda;
import dev.weft.testkit.files.SymbolWriter.Output;
import dev.weft.testkit.operators.Fill;
import dev.weft.testkit.operators.OperatorCase;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Native functions that fail: the call that it happens in says which one, nothing is lost, and the
 * next call is right.
 */
@ExtendWith({OnDevice.class, LeakCheck.class})
@OnlySimulated
class FaultsIT {
  private static final int CODE = 999;
  private static final int NOT_SUPPORTED = 3000;
  private static final PredictorOptions OPTIONS =
      PredictorOptions.builder().backend("cudnn").concurrency(1).build();

  /** Nothing is recorded, so that a function that fails cannot be one of a recording. */
  private static final PredictorOptions STEP_BY_STEP =
      OPTIONS.toBuilder().backendOption("cudnn.graphs", "false").build();

  private final NetworkUnderTest network = NetworkUnderTest.named("tiny-resnet");
  private final Tensor image = network.images(1, 1);
  private SimulatedCuda simulation;

  @BeforeEach
  void findSimulation() {
    simulation = SimulatedCuda.get();
  }

  /** Functions of loading, of building a plan, and of a call. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cudaMalloc",
        "cudaMallocHost",
        "cudaMemcpy",
        "cudaMemcpyAsync",
        "cudaStreamCreateWithFlags",
        "cudaEventCreateWithFlags",
        "cudaEventRecord",
        "cudaEventSynchronize",
        "cuModuleLoadData",
        "cuModuleGetFunction",
        "cuLaunchKernel",
        "cudnnCreate",
        "cudnnSetStream",
        "cudnnCreateTensorDescriptor",
        "cudnnSetTensorNdDescriptor",
        "cudnnCreateFilterDescriptor",
        "cudnnSetFilterNdDescriptor",
        "cudnnCreateConvolutionDescriptor",
        "cudnnSetConvolutionNdDescriptor",
        "cudnnGetConvolutionForwardWorkspaceSize",
        "cudnnConvolutionBiasActivationForward",
        "cublasCreate_v2",
        "cublasSetWorkspace_v2",
        "cublasSetMathMode",
        "cublasGemmStridedBatchedEx"
      })
  void eachFunctionMayFailOnce(String function) {
    mayFailOnce(function, () -> network.answer(image, STEP_BY_STEP));
  }

  /** Functions of layers that the network lacks. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "cudaMalloc",
        "cudaMemcpyAsync",
        "cudaMemsetAsync",
        "cudnnCreateTensorDescriptor",
        "cudnnCreateDropoutDescriptor",
        "cudnnSetDropoutDescriptor",
        "cudnnCreateRNNDescriptor",
        "cudnnSetRNNDescriptor_v8",
        "cudnnCreateRNNDataDescriptor",
        "cudnnSetRNNDataDescriptor",
        "cudnnGetRNNWeightSpaceSize",
        "cudnnGetRNNTempSpaceSizes",
        "cudnnGetRNNWeightParams",
        "cudnnGetTensorNdDescriptor",
        "cudnnRNNForward",
        "cudnnCreateLRNDescriptor",
        "cudnnSetLRNDescriptor",
        "cudnnLRNCrossChannelForward"
      })
  void functionsOfOtherLayersMayFailOnce(String function) {
    OperatorCase layers = normalizedThenRecurrent();
    mayFailOnce(
        function,
        () -> {
          try (ThreadSafePredictor predictor =
              ThreadSafePredictor.open(layers.model(), STEP_BY_STEP)) {
            return predictor.predict(layers.inputs()).get(0).toFloatArray();
          }
        });
  }

  private static OperatorCase normalizedThenRecurrent() {
    return OperatorCase.of("RNN")
        .with("mode", "lstm")
        .with("num_layers", 1)
        .with("state_size", 6)
        .with("projection_size", 6)
        .with("state_outputs", true)
        .outputs(3)
        .input("data", Fill.normal(), 4, 3, 5, 1)
        .parameter("parameters", Fill.uniform(-0.4, 0.4), 4 * 6 * (5 + 6 + 2) + 6 * 6)
        .input("state", Fill.normal(), 1, 3, 6)
        .input("state_cell", Fill.normal(), 1, 3, 6)
        .wired(
            (graph, operator, inputs) -> {
              List<Output> all = new ArrayList<>(inputs);
              Output lrn = graph.node("LRN", "lrn", Map.of("nsize", "3"), inputs.subList(0, 1));
              Map<String, String> shape = Map.of("shape", "(4, 3, 5)");
              all.set(0, graph.node("Reshape", "steps", shape, List.of(lrn)));
              return operator.node(graph, all);
            });
  }

  private void mayFailOnce(String function, Supplier<float[]> answer) {
    float[] right = answer.get();
    long before = simulation.calls(function);
    assertArrayEquals(right, answer.get());
    long calls = simulation.calls(function) - before;
    assertTrue(calls > 0, function + " is not called at all");
    for (long nth : List.of(1L, (calls + 1) / 2, calls)) {
      simulation.reset();
      simulation.fail(function, nth, CODE);
      BackendException failure =
          assertThrows(BackendException.class, answer::get, () -> "call " + nth);
      assertEquals(CODE, failure.code(), failure::getMessage);
      assertTrue(function.startsWith(failure.function()), failure::getMessage);
      simulation.reset();
      assertEquals("", simulation.liveObjects(), () -> "after call " + nth + " failed");
      assertEquals(0, simulation.memoryInUse(0), () -> "after call " + nth + " failed");
    }
    assertArrayEquals(right, answer.get());
  }

  /** Steps that cannot be recorded run one by one. */
  @ParameterizedTest
  @ValueSource(strings = {"cudaStreamBeginCapture", "cudaStreamEndCapture", "cudaGraphInstantiate"})
  void recordingMayFail(String function) {
    float[] right = network.answer(image, OPTIONS);
    simulation.reset();
    simulation.fail(function, 1, CODE);
    long launches;
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(network.source(), OPTIONS)) {
      launches = simulation.calls("cudaGraphLaunch");
      assertArrayEquals(right, predictor.predict(image).get(0).toFloatArray());
      assertArrayEquals(right, predictor.predict(image).get(0).toFloatArray());
    }
    assertEquals(launches, simulation.calls("cudaGraphLaunch"));
    assertEquals("", simulation.liveObjects());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cudaGraphLaunch", "cudaEventRecord", "cudaEventSynchronize"})
  void aFailedCallHarmsNoOther(String function) {
    float[] right = network.answer(image, OPTIONS);
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(network.source(), OPTIONS)) {
      assertArrayEquals(right, predictor.predict(image).get(0).toFloatArray());
      simulation.reset();
      simulation.fail(function, 1, CODE);
      assertThrows(BackendException.class, () -> predictor.predict(image));
      assertArrayEquals(right, predictor.predict(image).get(0).toFloatArray());
    }
  }

  /** A thread sleeps for the sake of an event, and spins for a stream. */
  @ParameterizedTest
  @ValueSource(strings = {"block", "spin"})
  void callsWaitAsTheyAreTold(String wait) {
    PredictorOptions options = OPTIONS.toBuilder().backendOption("cudnn.wait", wait).build();
    long events = simulation.calls("cudaEventSynchronize");
    long streams = simulation.calls("cudaStreamSynchronize");
    assertArrayEquals(network.answer(image, options), network.answer(image, options));
    assertEquals(wait.equals("block"), simulation.calls("cudaEventSynchronize") > events);
    assertEquals(wait.equals("spin"), simulation.calls("cudaStreamSynchronize") > streams);
  }

  /** The plan that failed has placed weights for cuDNN; the next one wants them as they were. */
  @Test
  void weightsOutliveAFailedPlan() {
    OperatorCase layers =
        OperatorCase.of("RNN")
            .with("mode", "gru")
            .with("num_layers", 1)
            .with("state_size", 6)
            .input("data", Fill.normal(), 4, 3, 5)
            .parameter("parameters", Fill.uniform(-0.4, 0.4), 3 * 6 * (5 + 6 + 2))
            .input("state", Fill.normal(), 1, 3, 6)
            .wired(
                (graph, operator, inputs) -> {
                  List<Output> all = new ArrayList<>(operator.node(graph, inputs));
                  all.add(graph.node("square", "squares", Map.of(), inputs.subList(1, 2)));
                  return all;
                });
    try (ThreadSafePredictor predictor = ThreadSafePredictor.open(layers.model(), OPTIONS)) {
      simulation.fail("cuModuleLoadData", 1, CODE);
      assertThrows(BackendException.class, () -> predictor.predict(layers.inputs()));
      List<Tensor> found = predictor.predict(layers.inputs());
      try (ThreadSafePredictor other = ThreadSafePredictor.open(layers.model(), OPTIONS)) {
        List<Tensor> right = other.predict(layers.inputs());
        for (int i = 0; i < right.size(); i++) {
          assertArrayEquals(right.get(i).toFloatArray(), found.get(i).toFloatArray());
        }
      }
    }
  }

  /** Bias, sum and rectifier are then left to a kernel. */
  @Test
  void whatCudnnDoesNotFuseIsComputedInParts() {
    float[] right = network.answer(image, OPTIONS);
    for (long nth = 1; nth <= 3; nth++) {
      simulation.fail("cudnnGetConvolutionForwardWorkspaceSize", nth, NOT_SUPPORTED);
      assertTrue(NetworkUnderTest.difference(right, network.answer(image, OPTIONS)) < 1e-5);
      simulation.reset();
    }
  }

  @Test
  void memoryThatDoesNotFitIsToldWithSizes() {
    simulation.limitMemory(0, 100_000);
    BackendException failure =
        assertThrows(BackendException.class, () -> network.answer(image, OPTIONS));
    assertEquals("cudaMalloc", failure.function());
    assertTrue(failure.getMessage().contains("bytes do not fit"), failure::getMessage);
    assertTrue(failure.getMessage().contains("gpu(0)"), failure::getMessage);
  }

  @Test
  void aBudgetIsKept() {
    PredictorOptions small =
        OPTIONS.toBuilder().backendOption("cudnn.memoryBytes", "9000000").build();
    BackendException failure =
        assertThrows(BackendException.class, () -> network.answer(image, small));
    assertEquals("cudnn.memoryBytes", failure.function());
    assertTrue(failure.getMessage().contains("at most 9000000 bytes"), failure::getMessage);
    PredictorOptions enough =
        OPTIONS.toBuilder().backendOption("cudnn.memoryBytes", "90000000").build();
    assertArrayEquals(network.answer(image, OPTIONS), network.answer(image, enough));
  }
}
