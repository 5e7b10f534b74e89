package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.BackendUnavailableException;
import dev.weft.Device;
import dev.weft.backend.cudnn.simulated.SimulatedCuda;
import dev.weft.spi.Availability;
import java.util.List;
import org.bytedeco.cuda.global.cudart;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is said of drivers and GPUs that are there, or not. */
@ExtendWith(OnDevice.class)
@OnlySimulated
class AvailabilityIT {
  private SimulatedCuda simulation;

  @BeforeEach
  void findSimulation() {
    simulation = SimulatedCuda.get();
  }

  @Test
  void listsGpusAndVersions() {
    Availability found = new CudnnProvider().availability();
    assertTrue(found.available(), found::toString);
    assertEquals(List.of(Device.gpu(0), Device.gpu(1)), found.devices());
    for (String detail : List.of("CUDA driver", "CUDA runtime", "cuDNN", "NVRTC", "gpu(0)")) {
      assertTrue(found.details().containsKey(detail), found::toString);
    }
    assertTrue(found.details().get("gpu(0)").endsWith(" MiB"), found::toString);
  }

  @Test
  void aGpuThatCannotBeUsedHidesNoOther() {
    CudnnRuntime.start(null);
    simulation.sticky(1, cudart.cudaErrorMemoryAllocation);
    Availability found = new CudnnProvider().availability();
    assertTrue(found.available(), found::toString);
    assertEquals(List.of(Device.gpu(0), Device.gpu(1)), found.devices());
  }

  @Test
  void anOldDriverIsTold() {
    simulation.driverVersion(12040);
    BackendUnavailableException failure =
        assertThrows(BackendUnavailableException.class, () -> CudnnRuntime.load(null));
    assertTrue(failure.reason().contains("too old: it supports CUDA 12.4"), failure::reason);
    assertTrue(failure.fix().contains("13.0 or newer"), failure::fix);
    assertTrue(failure.fix().contains("driver 580"), failure::fix);
  }

  @Test
  void aMachineWithoutGpusIsTold() {
    simulation.devices(0);
    BackendUnavailableException failure =
        assertThrows(BackendUnavailableException.class, () -> CudnnRuntime.load(null));
    assertTrue(failure.reason().contains("no GPU can be used"), failure::reason);
    assertTrue(failure.fix().contains("nvidia-smi"), failure::fix);
  }

  @Test
  void aDriverThatIsNotRunningIsTold() {
    simulation.driverVersion(0);
    BackendUnavailableException failure =
        assertThrows(BackendUnavailableException.class, () -> CudnnRuntime.load(null));
    assertTrue(failure.reason().contains("no NVIDIA driver is running"), failure::reason);
  }

  @Test
  void aGpuThatIsTooOldIsTold() {
    simulation.architecture(6);
    BackendUnavailableException failure =
        assertThrows(BackendUnavailableException.class, () -> CudnnRuntime.load(null));
    assertTrue(failure.reason().contains("does not know architecture sm_6"), failure::reason);
    assertTrue(failure.fix().contains("sm_75"), failure::fix);
  }
}
