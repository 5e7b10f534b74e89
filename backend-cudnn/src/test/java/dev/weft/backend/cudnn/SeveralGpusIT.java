package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.BackendUnavailableException;
import dev.weft.Device;
import dev.weft.Model;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.backend.cudnn.simulated.SimulatedCuda;
import dev.weft.inspect.MemoryReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Models on one GPU of two, and on both. */
@ExtendWith({OnDevice.class, LeakCheck.class})
@OnlySimulated
class SeveralGpusIT {
  private static final int THREADS = 8;
  private static final long BLAS_WORKSPACE_BYTES = 32 << 20;
  private static final long SLACK_BYTES = 1024;

  private final NetworkUnderTest network = NetworkUnderTest.named("tiny-resnet");

  private static PredictorOptions on(Device device) {
    return PredictorOptions.builder().backend("cudnn").device(device).build();
  }

  @Test
  void oneGpuIsPinned() {
    SimulatedCuda simulation = SimulatedCuda.get();
    Tensor image = network.images(1, 1);
    try (ThreadSafePredictor predictor =
        ThreadSafePredictor.open(network.source(), on(Device.gpu(1)))) {
      assertTrue(
          NetworkUnderTest.difference(
                  network.right(image), predictor.predict(image).get(0).toFloatArray())
              < 1e-4);
      assertEquals(0, simulation.memoryInUse(0));
      assertTrue(simulation.memoryInUse(1) > 0);
    }
  }

  @Test
  void aFurtherPredictorTakesNoParameters() {
    SimulatedCuda simulation = SimulatedCuda.get();
    Tensor image = network.images(1, 1);
    try (Model model = Model.load(network.source(), on(Device.gpu(0)));
        ThreadSafePredictor first = model.predictor();
        ThreadSafePredictor second = model.predictor()) {
      MemoryReport memory = model.report(Map.of("data", image.shape())).memory();
      float[] right = first.predict(image).get(0).toFloatArray();
      long before = simulation.memoryInUse(0);
      assertArrayEquals(right, second.predict(image).get(0).toFloatArray());
      long taken = simulation.memoryInUse(0) - before;
      assertTrue(memory.parameterBytes() > SLACK_BYTES, memory::toString);
      assertTrue(
          taken <= memory.arenaBytes() + BLAS_WORKSPACE_BYTES + SLACK_BYTES,
          taken + " bytes more, " + memory);
    }
  }

  @Test
  void allGpusHaveTheParametersAndShareTheCalls() throws Exception {
    SimulatedCuda simulation = SimulatedCuda.get();
    List<Tensor> images = new ArrayList<>();
    List<float[]> right = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      images.add(network.images(1, i));
      right.add(network.answer(images.get(i), on(Device.gpu(0))));
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (Model model = Model.load(network.source(), on(Device.gpus()));
        ThreadSafePredictor predictor = model.predictor()) {
      assertEquals(8, predictor.options().concurrency().orElseThrow());
      long loaded = simulation.memoryInUse(0);
      assertEquals(loaded, simulation.memoryInUse(1));
      List<Future<?>> calls = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        int call = i;
        calls.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < 20; round++) {
                    assertArrayEquals(
                        right.get(call), predictor.predict(images.get(call)).get(0).toFloatArray());
                  }
                }));
      }
      for (Future<?> call : calls) {
        call.get();
      }
      assertTrue(simulation.memoryInUse(0) > loaded, "no call ran on gpu(0)");
      assertTrue(simulation.memoryInUse(1) > loaded, "no call ran on gpu(1)");
    } finally {
      threads.shutdown();
    }
  }

  /** CUDA keeps the current GPU for each thread, and a listener runs in that of the call. */
  @Test
  void aListenerMayCallAModelOnAnotherGpu() {
    Tensor image = network.images(1, 1);
    float[] right = network.answer(image, on(Device.gpu(1)));
    try (ThreadSafePredictor other =
        ThreadSafePredictor.open(network.source(), on(Device.gpu(0)))) {
      PredictorOptions told =
          on(Device.gpu(1)).toBuilder().stepListener(run -> other.predict(image)).build();
      try (ThreadSafePredictor predictor = ThreadSafePredictor.open(network.source(), told)) {
        assertArrayEquals(right, predictor.predict(image).get(0).toFloatArray());
      }
    }
  }

  @Test
  void aGpuThatIsNotThereIsRefused() {
    BackendUnavailableException refused =
        assertThrows(
            BackendUnavailableException.class,
            () -> Model.load(network.source(), on(Device.gpu(7))));
    assertTrue(refused.reason().contains("gpu(7)"), refused::reason);
    assertTrue(refused.reason().contains("gpu(1)"), refused::reason);
  }

  @Test
  void theCpuIsRefused() {
    BackendUnavailableException refused =
        assertThrows(
            BackendUnavailableException.class,
            () -> Model.load(network.source(), on(Device.cpu())));
    assertTrue(refused.reason().contains("computes on GPUs"), refused::reason);
  }
}
