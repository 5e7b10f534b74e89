package dev.weft.samples.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number from 1 to 999,999. */
public final class PositiveConverter implements ITypeConverter<Integer> {
  /** Makes a converter for picocli. */
  public PositiveConverter() {}

  @Override
  public Integer convert(String value) {
    if (!value.matches("[1-9]\\d{0,5}")) {
      throw new TypeConversionException(
          "'" + value + "', expected a whole number from 1 to 999999");
    }
    return Integer.valueOf(value);
  }
}
