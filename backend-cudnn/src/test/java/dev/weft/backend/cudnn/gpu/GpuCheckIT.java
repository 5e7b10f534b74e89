package dev.weft.backend.cudnn.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.backend.cudnn.OnDevice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The program behind {@code gpu-check} works, on small networks. */
@ExtendWith(OnDevice.class)
class GpuCheckIT {
  @Test
  void checksPass() {
    assertEquals(
        0,
        GpuCheck.run("--networks", "lenet,tiny-resnet", "--no-conformance", "--no-measurements"));
  }

  @Test
  void measures() {
    assertEquals(0, measure("lenet", 2, "1,2"));
  }

  /** Runs the checks of a small network, and short measurements of another. */
  static int measure(String network, int batch, String callers) {
    return GpuCheck.run(
        "--networks",
        "mlp",
        "--no-conformance",
        "--measured",
        network,
        "--batches",
        Integer.toString(batch),
        "--callers",
        callers,
        "--seconds",
        "0.02",
        "--matrix",
        "64");
  }

  @Test
  void whatThereIsNoTimeForIsNoFailure() {
    assertEquals(0, GpuCheck.run("--networks", "lenet", "--time-limit", "0"));
  }

  @Test
  void aWrongOptionIsRefused() {
    assertEquals(2, GpuCheck.run("--network", "lenet"));
    assertEquals(2, GpuCheck.run("--networks", "lenet,lenet-6"));
    assertEquals(2, GpuCheck.run("--measured", "resnet"));
  }
}
