package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.BackendException;
import dev.weft.backend.cudnn.handle.Cuda;
import dev.weft.backend.cudnn.handle.ElementType;
import dev.weft.backend.cudnn.handle.TensorDescriptor;
import dev.weft.backend.cudnn.simulated.SimulatedCuda;
import org.bytedeco.cuda.global.cudart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Faults that a test asks the simulated device for. */
@ExtendWith(OnDevice.class)
@OnlySimulated
class SimulatedFaultsIT {
  private static final int ILLEGAL_ADDRESS = cudart.cudaErrorIllegalAddress;

  private final SimulatedCuda simulation = SimulatedCuda.get();

  @Test
  void theCallThatIsAskedForFails() {
    try (DeviceFixture device = new DeviceFixture()) {
      simulation.fail("cudaMalloc", 2, cudart.cudaErrorMemoryAllocation);
      device.memory(16);
      BackendException thrown = assertThrows(BackendException.class, () -> device.memory(16));
      assertEquals(cudart.cudaErrorMemoryAllocation, thrown.code());
      device.memory(16);
    }
  }

  @Test
  void librariesFailWithTheirOwnCodes() {
    CudnnRuntime.start(null);
    simulation.fail("cudnnCreate", 1, 1001);
    BackendException thrown = assertThrows(BackendException.class, DeviceFixture::new);
    assertEquals("cudnnCreate", thrown.function());
    assertEquals(1001, thrown.code());
  }

  @Test
  void reasonsOfCudnnAreTold() {
    CudnnRuntime.start(null);
    BackendException thrown =
        assertThrows(
            BackendException.class,
            () -> new TensorDescriptor(ElementType.F32, new long[] {2, 0}, new long[] {1, 1}));
    String message = thrown.getMessage();
    assertTrue(message.endsWith("CUDNN_STATUS_BAD_PARAM: dimension 1 is 0"), message);
    simulation.fail("cudnnCreate", 1, 5000);
    message = assertThrows(BackendException.class, DeviceFixture::new).getMessage();
    assertTrue(message.endsWith("CUDNN_STATUS_EXECUTION_FAILED"), message);
  }

  @Test
  void memoryEndsAtItsLimit() {
    try (DeviceFixture device = new DeviceFixture()) {
      simulation.limitMemory(0, simulation.memoryInUse(0) + 100);
      assertEquals(100, device.gpu().freeBytes());
      device.memory(60);
      BackendException thrown = assertThrows(BackendException.class, () -> device.memory(60));
      assertEquals(cudart.cudaErrorMemoryAllocation, thrown.code());
      device.memory(40);
    }
  }

  @Test
  void aStickyErrorIsOfOneDevice() {
    try (DeviceFixture first = new DeviceFixture(0);
        DeviceFixture second = new DeviceFixture(1)) {
      simulation.sticky(0, ILLEGAL_ADDRESS);
      BackendException thrown = assertThrows(BackendException.class, first.gpu()::freeBytes);
      assertEquals(ILLEGAL_ADDRESS, thrown.code());
      first.gpu().makeCurrent();
      assertEquals(cudart.cudaSuccess, cudart.cudaFree(new DeviceFixture.At(0)));
      second.gpu().makeCurrent();
      second.memory(16);
      simulation.sticky(0, 0);
    }
  }

  @Test
  void thereAreAsManyDevicesAsAskedFor() {
    CudnnRuntime.start(null);
    simulation.devices(3);
    assertEquals(3, Cuda.gpus().size());
    simulation.devices(0);
    assertFalse(Cuda.trouble().isEmpty());
  }

  @Test
  void versionsAreSettable() {
    CudnnRuntime.start(null);
    simulation.driverVersion(12020);
    simulation.runtimeVersion(13000);
    assertEquals(12020, Cuda.driverVersion());
    assertEquals(13000, Cuda.runtimeVersion());
  }

  @Test
  void callsAreCounted() {
    CudnnRuntime.start(null);
    long before = simulation.calls("cudaDriverGetVersion");
    assertTrue(Cuda.driverVersion() > 0);
    assertEquals(before + 1, simulation.calls("cudaDriverGetVersion"));
  }
}
