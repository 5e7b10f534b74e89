package dev.weft.samples.measure;

import dev.weft.Tensor;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** A few numbers and the extremes of a tensor, as text. */
public final class Summary {
  private static final int NUMBERS_SHOWN = 8;

  private Summary() {}

  /**
   * {@return for example {@code [0.1, 0.9] min 0.1 max 0.9 mean 0.5}; elements that are NaN are
   * counted apart}
   *
   * @param tensor the tensor
   */
  public static String of(Tensor tensor) {
    double[] values = tensor.toDoubleArray();
    String shown =
        Arrays.stream(values)
            .limit(NUMBERS_SHOWN)
            .mapToObj(Summary::number)
            .collect(Collectors.joining(", ", "[", values.length > NUMBERS_SHOWN ? ", ...]" : "]"));
    double[] numbers = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    StringBuilder text = new StringBuilder(shown);
    if (numbers.length > 0) {
      text.append(" min ").append(number(Arrays.stream(numbers).min().orElseThrow()));
      text.append(" max ").append(number(Arrays.stream(numbers).max().orElseThrow()));
      text.append(" mean ").append(number(Arrays.stream(numbers).average().orElseThrow()));
    }
    if (numbers.length < values.length) {
      text.append(" NaN ").append(values.length - numbers.length);
    }
    return text.toString();
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e7
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.6g", value);
  }
}
