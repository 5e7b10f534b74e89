package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.BackendException;
import dev.weft.backend.cudnn.handle.Cuda;
import dev.weft.backend.cudnn.handle.Gpu;
import dev.weft.backend.cudnn.simulated.SimulatedCuda;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** After which failures a GPU is given up: for each test GPUs of its own are looked up. */
@ExtendWith(OnDevice.class)
@OnlySimulated
class BrokenGpuIT {
  private static final int EXECUTION_FAILED = 5000;

  private final SimulatedCuda simulation = SimulatedCuda.get();
  private Gpu gpu;

  @BeforeEach
  void findGpu() {
    CudnnRuntime.start(null);
    gpu = Cuda.gpus().get(0);
  }

  private static BackendException failure(String function, int code) {
    return new BackendException("a call", function, code, "a text");
  }

  /** The device answers nevertheless: the next call may be the one that meets the error. */
  @ParameterizedTest
  @ValueSource(ints = {214, 220, 226, 700, 702, 710, 714, 715, 716, 717, 718, 719, 721})
  void someCodesAreEnough(int code) {
    gpu.inspect(failure("cudaEventSynchronize", code));
    BackendException told =
        assertThrows(BackendException.class, () -> gpu.requireUsable("a later call"));
    assertEquals(code, told.code());
  }

  @Test
  void theDriverHasTheSameCodes() {
    gpu.inspect(failure("cuLaunchKernel", 719));
    assertThrows(BackendException.class, () -> gpu.requireUsable("a later call"));
  }

  @ParameterizedTest
  @CsvSource({
    "cudaMalloc,2",
    "cuLaunchKernel,701",
    "cuLaunchKernel,720",
    "cudnnPoolingForward,700"
  })
  void othersConcernOneCall(String function, int code) {
    gpu.inspect(failure(function, code));
    gpu.requireUsable("a later call");
  }

  @Test
  void aLibraryWithCodesOfItsOwnMeansThatTheDeviceIsAsked() {
    gpu.inspect(failure("cudnnPoolingForward", EXECUTION_FAILED));
    gpu.requireUsable("a later call");
    simulation.sticky(0, 719);
    gpu.inspect(failure("cudnnPoolingForward", EXECUTION_FAILED));
    assertThrows(BackendException.class, () -> gpu.requireUsable("a later call"));
  }

  @Test
  void whatIsNoFailureOfCudaAsksNobody() {
    long before = simulation.calls("cudaMemGetInfo");
    gpu.inspect(failure("take", 0));
    gpu.requireUsable("a later call");
    assertEquals(before, simulation.calls("cudaMemGetInfo"));
  }
}
