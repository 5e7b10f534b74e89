package dev.weft.testkit.zoo;

import dev.weft.testkit.files.ElementType;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.Storage;
import dev.weft.testkit.files.Values;
import java.util.function.DoubleSupplier;

/**
 * Draws the values of parameters. A parameter's values depend on the seed and on its name alone, so
 * neither the order of parameters nor what surrounds them matters.
 */
final class ParameterValues {

  private static final long FNV_OFFSET = 0xCBF29CE484222325L;
  private static final long FNV_PRIME = 0x100000001B3L;

  private ParameterValues() {}

  static NamedArray draw(ParameterSpec spec, long seed) {
    return new NamedArray(
        spec.name(),
        spec.role().kind(),
        ElementType.FLOAT32,
        spec.shape(),
        new Storage.Dense(),
        Values.generated(() -> generator(spec, seed)));
  }

  private static DoubleSupplier generator(ParameterSpec spec, long seed) {
    SplitMix64 random = new SplitMix64(new SplitMix64(seed).nextLong() ^ hash(spec.name()));
    double scale = spec.scale();
    return switch (spec.role()) {
      case WEIGHT -> {
        DoubleSupplier gaussians = random.gaussians();
        yield () -> scale * gaussians.getAsDouble();
      }
      case BALANCED_WEIGHT -> balanced(random.gaussians(), spec);
      case BIAS, BETA, MOVING_MEAN -> () -> scale * (2 * random.nextUniform() - 1);
      case GAMMA, MOVING_VARIANCE -> () -> scale * (0.5 + random.nextUniform());
    };
  }

  private static DoubleSupplier balanced(DoubleSupplier gaussians, ParameterSpec spec) {
    double[] filter = new double[Math.toIntExact(spec.size() / spec.shape().get(0))];
    int[] next = {filter.length};
    return () -> {
      if (next[0] == filter.length) {
        double sum = 0;
        for (int i = 0; i < filter.length; i++) {
          filter[i] = gaussians.getAsDouble();
          sum += filter[i];
        }
        double mean = sum / filter.length;
        for (int i = 0; i < filter.length; i++) {
          filter[i] = spec.scale() * (filter[i] - mean);
        }
        next[0] = 0;
      }
      return filter[next[0]++];
    };
  }

  /** FNV-1a of 64 bits over the characters (Fowler, Noll and Vo). */
  private static long hash(String name) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }
}
