package dev.weft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.weft.fakes.FakeBackends;
import dev.weft.spi.Availability;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendsDescribeTest {
  @TempDir Path folder;

  @Test
  void everyBackendIsDescribedByFallingRank() {
    List<BackendDescription> all =
        described(
            FakeBackends.Low.class,
            FakeBackends.Throwing.class,
            FakeBackends.Absent.class,
            FakeBackends.Failing.class);
    assertEquals(
        List.of("absent", "failing", "throwing", "low"),
        all.stream().map(BackendDescription::name).toList());
    assertEquals(
        List.of(false, false, false, true),
        all.stream().map(found -> found.availability().available()).toList());
  }

  @Test
  void aProviderThatThrowsIsUnavailable() {
    Availability found = described(FakeBackends.Throwing.class).get(0).availability();
    assertFalse(found.available());
    assertEquals(
        Optional.of("its provider failed: java.lang.IllegalStateException: no device"),
        found.reason());
    assertEquals(
        Optional.of("report this to the makers of dev.weft.fakes.FakeBackends$Throwing"),
        found.fix());
  }

  @Test
  void aProviderThatLacksAClassIsUnavailable() {
    assertEquals(
        Optional.of("its provider failed: java.lang.NoClassDefFoundError: com/sun/jna/Native"),
        described(FakeBackends.Failing.class).get(0).availability().reason());
  }

  @Test
  void aDescriptionShowsWhatIsWrong() {
    assertEquals(
        String.join(
            System.lineSeparator(),
            "absent: not available",
            "  reason: libabsent is missing",
            "  fix: install it",
            "  provider: dev.weft.fakes.FakeBackends$Absent, rank 100"),
        described(FakeBackends.Absent.class).get(0).toString());
  }

  @Test
  void aDescriptionShowsWhatWasFound() {
    Map<String, String> details = new LinkedHashMap<>();
    details.put("library", "libx.so");
    details.put("version", "2");
    Availability found = Availability.available(List.of(Device.cpu(), Device.gpu(0)), details);
    assertEquals(
        String.join(
            System.lineSeparator(),
            "x: available",
            "  devices: [cpu, gpu(0)]",
            "  library: libx.so",
            "  version: 2",
            "  provider: X, rank 7"),
        new BackendDescription("x", "X", 7, found).toString());
  }

  private List<BackendDescription> described(Class<?>... registered) {
    ProviderPath.register(folder, registered);
    return ProviderPath.searching(List.of(folder), Backends::describe);
  }
}
