package dev.weft.samples.cli;

import dev.weft.samples.image.Fit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 256}, {@code cover} and {@code stretch}. */
final class FitConverter implements ITypeConverter<Fit> {
  @Override
  public Fit convert(String value) {
    if (value.equals("stretch")) {
      return Fit.stretch();
    }
    if (value.equals("cover")) {
      return Fit.coverThenCrop(1);
    }
    if (value.matches("[1-9]\\d{0,4}")) {
      return Fit.shorterSide(Integer.parseInt(value));
    }
    throw new TypeConversionException(
        "'" + value + "', expected a number of pixels, cover or stretch");
  }
}
