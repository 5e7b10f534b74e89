package dev.weft.backend.onednn.kernel;

/**
 * Functions that {@link Math} lacks, to more digits than single precision has. Sources: Lanczos'
 * approximation of the gamma function (g = 7, n = 9); the power series and the continued fraction
 * of the error function (Abramowitz and Stegun 7.1.5 and 7.1.14).
 */
final class SpecialFunctions {
  private static final double[] LANCZOS = {
    0.9999999999998099,
    676.5203681218851,
    -1259.1392167224028,
    771.3234287776531,
    -176.6150291621406,
    12.507343278686905,
    -0.13857109526572012,
    9.984369578019572e-6,
    1.5056327351493116e-7
  };
  private static final double TWO_OVER_SQRT_PI = 2 / Math.sqrt(Math.PI);

  private SpecialFunctions() {}

  static double erf(double x) {
    if (Double.isNaN(x)) {
      return x;
    }
    double a = Math.abs(x);
    if (a > 6) {
      return Math.signum(x);
    }
    return Math.copySign(a < 3 ? erfSeries(a) : 1 - erfcFraction(a), x);
  }

  private static double erfSeries(double x) {
    double term = x;
    double sum = x;
    for (int n = 1; Math.abs(term) > 1e-17 * Math.abs(sum) && n < 200; n++) {
      term *= -x * x / n;
      sum += term / (2 * n + 1);
    }
    return TWO_OVER_SQRT_PI * sum;
  }

  private static double erfcFraction(double x) {
    double fraction = 0;
    for (int n = 60; n > 0; n--) {
      fraction = n / 2.0 / (x + fraction);
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / (x + fraction);
  }

  /** Newton's method from a rational start. */
  static double erfInverse(double y) {
    if (y <= -1 || y >= 1) {
      return Math.abs(y) == 1 ? Math.copySign(Double.POSITIVE_INFINITY, y) : Double.NaN;
    }
    double logarithm = Math.log(1 - y * y);
    double half = 2 / (Math.PI * 0.147) + logarithm / 2;
    double x = Math.copySign(Math.sqrt(Math.sqrt(half * half - logarithm / 0.147) - half), y);
    for (int i = 0; i < 4; i++) {
      x -= (erf(x) - y) / (TWO_OVER_SQRT_PI * Math.exp(-x * x));
    }
    return x;
  }

  /** As the C library defines it at its poles and at infinity. */
  static double gamma(double x) {
    if (x == 0 || x > 172) {
      return x == 0 ? 1 / x : Double.POSITIVE_INFINITY;
    }
    if (isPole(x)) {
      return Double.NaN;
    }
    if (x < 0.5) {
      return Math.PI / (Math.sin(Math.PI * x) * gamma(1 - x));
    }
    double t = x + 6.5;
    double root = Math.pow(t, (x - 0.5) / 2);
    return Math.sqrt(2 * Math.PI) * root * Math.exp(-t) * root * lanczos(x);
  }

  private static boolean isPole(double x) {
    return x <= 0 && x == Math.rint(x);
  }

  /** Of the absolute value of {@link #gamma}; exactly 0 where that is 1. */
  static double logGamma(double x) {
    if (isPole(x) || x == Double.POSITIVE_INFINITY) {
      return Double.POSITIVE_INFINITY;
    }
    if (x == 1 || x == 2) {
      return 0;
    }
    if (x < 0.5) {
      return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * x))) - logGamma(1 - x);
    }
    double t = x + 6.5;
    return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(lanczos(x));
  }

  private static double lanczos(double x) {
    double sum = LANCZOS[0];
    for (int i = 1; i < LANCZOS.length; i++) {
      sum += LANCZOS[i] / (x - 1 + i);
    }
    return sum;
  }
}
