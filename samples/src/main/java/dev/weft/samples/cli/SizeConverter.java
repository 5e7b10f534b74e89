package dev.weft.samples.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 224} and {@code 224x320}: height, then width. */
final class SizeConverter implements ITypeConverter<ImageArguments.Size> {
  private static final Pattern SIZE = Pattern.compile("(\\d{1,6})(?:x(\\d{1,6}))?");

  @Override
  public ImageArguments.Size convert(String value) {
    Matcher size = SIZE.matcher(value);
    if (!size.matches()) {
      throw new TypeConversionException("'" + value + "', expected HEIGHTxWIDTH such as 224x224");
    }
    int height = Integer.parseInt(size.group(1));
    return new ImageArguments.Size(
        height, size.group(2) == null ? height : Integer.parseInt(size.group(2)));
  }
}
