package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.BackendException;
import dev.weft.Device;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.backend.cudnn.simulated.SimulatedCuda;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An error of CUDA that stays: the GPU is lost for the process, and nothing else is. */
@ExtendWith({OnDevice.class, LeakCheck.class})
@OnlySimulated
class StickyErrorIT {
  private static final int ILLEGAL_ADDRESS = 700;

  private final NetworkUnderTest network = NetworkUnderTest.named("lenet");
  private final Tensor image = network.images(1, 1);

  private static PredictorOptions on(int gpu) {
    return PredictorOptions.builder()
        .backend("cudnn")
        .device(Device.gpu(gpu))
        .concurrency(1)
        .build();
  }

  @Test
  void makesItsGpuUnusable() {
    SimulatedCuda simulation = SimulatedCuda.get();
    float[] right = network.answer(image, on(0));
    try (ThreadSafePredictor lost = ThreadSafePredictor.open(network.source(), on(0));
        ThreadSafePredictor other = ThreadSafePredictor.open(network.source(), on(1))) {
      assertArrayEquals(right, lost.predict(image).get(0).toFloatArray());
      simulation.sticky(0, ILLEGAL_ADDRESS);
      BackendException first = assertThrows(BackendException.class, () -> lost.predict(image));
      assertEquals(ILLEGAL_ADDRESS, first.code());
      simulation.reset();
      BackendException later = assertThrows(BackendException.class, () -> lost.predict(image));
      assertEquals(ILLEGAL_ADDRESS, later.code());
      assertTrue(later.getMessage().contains("cannot be used by this process"), later::getMessage);
      assertThrows(BackendException.class, () -> ThreadSafePredictor.open(network.source(), on(0)));
      assertArrayEquals(right, other.predict(image).get(0).toFloatArray());
    }
    assertArrayEquals(right, network.answer(image, on(1)));
    // The context of the call that failed was closed while nothing could be freed.
    simulation.loseDevice(0);
    simulation.loseDevice(-1);
  }
}
