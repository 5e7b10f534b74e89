package dev.weft.samples.cli;

import dev.weft.Device;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 0}, the CPU, and {@code 1}, the first GPU. */
public final class IsGpuConverter implements ITypeConverter<Device> {
  /** Makes a converter for picocli. */
  public IsGpuConverter() {}

  @Override
  public Device convert(String value) {
    return switch (value) {
      case "0" -> Device.cpu();
      case "1" -> Device.gpu(0);
      default -> throw new TypeConversionException("'" + value + "', expected 0 or 1");
    };
  }
}
