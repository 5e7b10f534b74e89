package dev.weft.samples.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.weft.Device;
import dev.weft.Shape;
import dev.weft.samples.image.Fit;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

class ConvertersTest {
  @Test
  void readsDevices() {
    DeviceConverter devices = new DeviceConverter();
    assertEquals(Device.cpu(), devices.convert("CPU"));
    assertEquals(Device.gpu(0), devices.convert("gpu"));
    assertEquals(Device.gpu(2), devices.convert("gpu(2)"));
    assertEquals(Device.gpu(3), devices.convert("gpu:3"));
    assertEquals(Device.gpus(), devices.convert("gpus"));
    assertRefused(devices, "tpu", "gpu(", "gpu(-1)", "gpu12", "cpu(0)", "");
  }

  @Test
  void readsTimes() {
    DurationConverter times = new DurationConverter();
    assertEquals(Duration.ofMillis(500), times.convert("500ms"));
    assertEquals(Duration.ofSeconds(2), times.convert("2s"));
    assertEquals(Duration.ofMinutes(1), times.convert("1m"));
    assertRefused(times, "5", "s", "-1s", "1h", "");
  }

  @Test
  void readsInputs() {
    NamedInput.Converter inputs = new NamedInput.Converter();
    assertEquals(Shape.of(1, 3, 8), inputs.convert("data=1,3,8").shape());
    assertEquals("x.npy", String.valueOf(inputs.convert("data=@x.npy").file()));
    assertRefused(inputs, "data", "=1,2", "data=", "data=@", "data=1,", "data=-1", "data=1,x");
  }

  @Test
  void readsSizesAndFits() {
    assertEquals(new ImageArguments.Size(4, 6), new SizeConverter().convert("4x6"));
    assertEquals(new ImageArguments.Size(4, 4), new SizeConverter().convert("4"));
    assertRefused(new SizeConverter(), "x4", "4x", "4*4", "", "-1");
    assertEquals(Fit.shorterSide(256), new FitConverter().convert("256"));
    assertEquals(Fit.stretch(), new FitConverter().convert("stretch"));
    assertRefused(new FitConverter(), "0", "none", "");
  }

  @Test
  void readsCounts() {
    assertEquals(12, new PositiveConverter().convert("12"));
    assertRefused(new PositiveConverter(), "0", "-1", "1.5", "1000000", "x", "");
  }

  private static void assertRefused(ITypeConverter<?> converter, String... values) {
    for (String value : List.of(values)) {
      assertThrows(TypeConversionException.class, () -> converter.convert(value), value);
    }
  }
}
