package dev.weft.testkit.conformance;

import dev.weft.Shape;
import dev.weft.testkit.files.ElementType;
import dev.weft.testkit.files.NamedArray;
import dev.weft.testkit.files.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Parameters for a graph that was saved without. Values are drawn by what the name says of the
 * parameter, and scaled so that signals neither die nor grow without bound in a deep network.
 */
final class GeneratedWeights {

  /** Weights are drawn once and repeated, from another place for each parameter. */
  private static final int DRAWN = 65_521;

  private static final float[] GAUSSIANS = gaussians();

  private GeneratedWeights() {}

  /** Returns parameters for all variables but the inputs, in the order of their names. */
  static List<NamedArray> of(GraphShapes shapes, Map<String, ?> inputs, double gain) {
    List<NamedArray> arrays = new ArrayList<>();
    new TreeMap<>(shapes.arguments())
        .forEach(
            (name, shape) -> {
              if (!inputs.containsKey(name)) {
                arrays.add(array(name, shape, gain));
              }
            });
    new TreeMap<>(shapes.auxiliaryStates())
        .forEach((name, shape) -> arrays.add(array(name, shape, gain).asAuxiliary()));
    return arrays;
  }

  private static NamedArray array(String name, Shape shape, double gain) {
    List<Integer> dimensions =
        Arrays.stream(shape.dimensions()).mapToObj(Math::toIntExact).toList();
    return NamedArray.dense(name, ElementType.FLOAT32, dimensions, values(name, shape, gain));
  }

  private static Values values(String name, Shape shape, double gain) {
    long seed = name.hashCode();
    if (name.endsWith("gamma") || name.endsWith("var") || name.endsWith("scale")) {
      return uniform(seed, 0.5, 1.5);
    }
    if (name.contains("anchor")) {
      return uniform(seed, 0.05, 0.95);
    }
    if (name.endsWith("weight") && shape.rank() > 1) {
      long fanIn = shape.elementCount() / shape.dimension(0);
      return gaussian(seed, gain * Math.sqrt(2.0 / fanIn));
    }
    return uniform(seed, -0.1, 0.1);
  }

  private static Values uniform(long seed, double low, double high) {
    return () -> {
      SplittableRandom random = new SplittableRandom(seed);
      return () -> low + (high - low) * random.nextDouble();
    };
  }

  private static Values gaussian(long seed, double deviation) {
    return () -> {
      int[] next = {Math.floorMod(seed * 31, DRAWN)};
      return () -> {
        next[0] = next[0] + 1 == DRAWN ? 0 : next[0] + 1;
        return deviation * GAUSSIANS[next[0]];
      };
    };
  }

  private static float[] gaussians() {
    Random random = new Random(1);
    float[] drawn = new float[DRAWN];
    for (int i = 0; i < DRAWN; i++) {
      drawn[i] = (float) random.nextGaussian();
    }
    return drawn;
  }
}
