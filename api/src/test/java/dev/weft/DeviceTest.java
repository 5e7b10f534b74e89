package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class DeviceTest {
  @Test
  void isShownAsItIsMade() {
    assertEquals("cpu", Device.cpu().toString());
    assertEquals("gpu(2)", Device.gpu(2).toString());
    assertEquals("gpus", Device.gpus().toString());
  }

  @Test
  void allGpusAreTheIndexAll() {
    assertEquals(new Device(Device.Kind.GPU, Device.ALL), Device.gpus());
    assertEquals(new Device(Device.Kind.CPU, 0), Device.cpu());
  }

  @Test
  void otherIndicesAreRefused() {
    refused("GPU index -1, expected 0 or more", () -> Device.gpu(-1));
    refused(
        "device index -2 of kind GPU, expected 0 or more, or Device.ALL",
        () -> new Device(Device.Kind.GPU, -2));
    refused("device index 1 of kind CPU, expected 0", () -> new Device(Device.Kind.CPU, 1));
    refused(
        "device index -1 of kind CPU, expected 0", () -> new Device(Device.Kind.CPU, Device.ALL));
    assertThrows(NullPointerException.class, () -> new Device(null, 0));
  }

  private static void refused(String message, Executable attempt) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, attempt).getMessage());
  }
}
