package dev.weft.backend.cudnn.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.backend.cudnn.OnDevice;
import dev.weft.backend.cudnn.OnlySimulated;
import dev.weft.backend.cudnn.simulated.SimulatedCuda;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The program {@code gpu-check} where GPUs are older than BF16. */
@OnlySimulated
@ExtendWith(OnDevice.class)
class GpuWithoutBf16IT {
  @Test
  void whatItLacksIsNoFailure() {
    SimulatedCuda.get().architecture(7);
    assertEquals(0, GpuCheckIT.measure("mlp", 1, "1"));
  }
}
