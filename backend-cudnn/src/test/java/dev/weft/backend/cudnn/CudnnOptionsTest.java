package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Device;
import dev.weft.Precision;
import dev.weft.PredictorOptions;
import dev.weft.backend.cudnn.handle.Wait;
import org.junit.jupiter.api.Test;

class CudnnOptionsTest {
  private static PredictorOptions.Builder options() {
    return PredictorOptions.builder().backend("cudnn");
  }

  @Test
  void defaults() {
    CudnnOptions read = CudnnOptions.of(options().build());
    assertEquals(Device.gpu(0), read.device());
    assertEquals(Precision.FP32, read.precision());
    assertFalse(read.tf32());
    assertFalse(read.tune());
    assertTrue(read.graphs());
    assertEquals(Wait.BLOCK, read.waiting());
    assertEquals(Long.MAX_VALUE, read.memoryBytes());
  }

  @Test
  void readsWhatIsGiven() {
    CudnnOptions read =
        CudnnOptions.of(
            options()
                .device(Device.gpus())
                .precision(Precision.FP16)
                .backendOption("cudnn.tf32", "true")
                .backendOption("cudnn.tune", "true")
                .backendOption("cudnn.graphs", "false")
                .backendOption("cudnn.wait", "spin")
                .backendOption("cudnn.plans", "3")
                .backendOption("cudnn.memoryBytes", "1000000")
                .build());
    assertEquals(Device.gpus(), read.device());
    assertEquals(Precision.FP16, read.precision());
    assertTrue(read.tf32());
    assertTrue(read.tune());
    assertFalse(read.graphs());
    assertEquals(Wait.SPIN, read.waiting());
    assertEquals(3, read.planCount());
    assertEquals(1_000_000, read.memoryBytes());
  }

  @Test
  void refusesAnUnknownOption() {
    PredictorOptions given = options().backendOption("cudnn.tensorCores", "true").build();
    String message =
        assertThrows(IllegalArgumentException.class, () -> CudnnOptions.of(given)).getMessage();
    assertTrue(message.contains("cudnn.tensorCores"), message);
    assertTrue(message.contains("cudnn.tf32"), message);
  }

  @Test
  void refusesValuesOfTheWrongKind() {
    for (String[] wrong :
        new String[][] {
          {"cudnn.tf32", "yes"},
          {"cudnn.plans", "0"},
          {"cudnn.memoryBytes", "much"},
          {"cudnn.wait", "sleep"}
        }) {
      PredictorOptions given = options().backendOption(wrong[0], wrong[1]).build();
      String message =
          assertThrows(IllegalArgumentException.class, () -> CudnnOptions.of(given)).getMessage();
      assertTrue(message.contains(wrong[0]) && message.contains(wrong[1]), message);
    }
  }
}
