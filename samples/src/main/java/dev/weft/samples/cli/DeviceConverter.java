package dev.weft.samples.cli;

import dev.weft.Device;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code cpu}, {@code gpu}, {@code gpu(1)}, {@code gpu:1} and {@code gpus}. */
final class DeviceConverter implements ITypeConverter<Device> {
  private static final Pattern GPU = Pattern.compile("gpu(?:\\((\\d{1,4})\\)|:(\\d{1,4}))?");

  @Override
  public Device convert(String value) {
    String device = value.toLowerCase(Locale.ROOT);
    if (device.equals("cpu")) {
      return Device.cpu();
    }
    if (device.equals("gpus")) {
      return Device.gpus();
    }
    Matcher gpu = GPU.matcher(device);
    if (!gpu.matches()) {
      throw new TypeConversionException("'" + value + "', expected cpu, gpu, gpu(1) or gpus");
    }
    String index = gpu.group(1) == null ? gpu.group(2) : gpu.group(1);
    return Device.gpu(index == null ? 0 : Integer.parseInt(index));
  }
}
