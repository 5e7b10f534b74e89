package dev.weft.spi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Device;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AvailabilityTest {
  @Test
  void availableHasNoReason() {
    Availability found = Availability.available(List.of(Device.cpu()), Map.of("version", "1.9.1"));
    assertTrue(found.available());
    assertEquals(Optional.empty(), found.reason());
    assertEquals(Optional.empty(), found.fix());
    assertEquals(List.of(Device.cpu()), found.devices());
    assertEquals(Map.of("version", "1.9.1"), found.details());
  }

  @Test
  void unavailableHasReasonAndFix() {
    Availability found = Availability.unavailable("no library", "add it", null);
    assertFalse(found.available());
    assertEquals(Optional.of("no library"), found.reason());
    assertEquals(Optional.of("add it"), found.fix());
    assertEquals(List.of(), found.devices());
    assertEquals(Map.of(), found.details());
  }

  @Test
  void listAndMapAreCopiedInOrder() {
    List<Device> devices = new ArrayList<>(List.of(Device.gpu(0)));
    Map<String, String> details = new LinkedHashMap<>();
    details.put("z", "1");
    details.put("a", "2");
    Availability found = Availability.available(devices, details);
    devices.clear();
    details.clear();
    assertEquals(List.of(Device.gpu(0)), found.devices());
    assertEquals(List.of("z", "a"), List.copyOf(found.details().keySet()));
    assertThrows(UnsupportedOperationException.class, () -> found.details().put("b", "3"));
  }
}
