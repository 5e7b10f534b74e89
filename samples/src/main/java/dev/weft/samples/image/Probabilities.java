package dev.weft.samples.image;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The probability of each class, from a model's scores; immutable. */
public final class Probabilities {
  /** How far the sum of probabilities in half precision may be from 1. */
  private static final double TOLERANCE = 5e-3;

  private final double[] values;

  private Probabilities(double[] values) {
    this.values = values;
  }

  /**
   * {@return the scores themselves if they are probabilities already (none negative, sum 1), else
   * their softmax}
   *
   * @param scores one for each class, at least one
   */
  public static Probabilities of(float[] scores) {
    double sum = 0;
    boolean negative = false;
    for (float score : scores) {
      sum += score;
      negative |= score < 0;
    }
    double[] values = new double[scores.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = scores[i];
    }
    return new Probabilities(!negative && Math.abs(sum - 1) < TOLERANCE ? values : softmax(values));
  }

  /**
   * {@return the most probable classes, the first first; of equals the one with the lower number}
   *
   * @param count how many at most
   */
  public List<Integer> top(int count) {
    return IntStream.range(0, values.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer number) -> -values[number]))
        .limit(count)
        .toList();
  }

  /**
   * {@return the probability of a class}
   *
   * @param number the class, from 0
   */
  public double of(int number) {
    return values[number];
  }

  private static double[] softmax(double[] scores) {
    double max = Arrays.stream(scores).max().orElse(0);
    double[] powers = Arrays.stream(scores).map(score -> Math.exp(score - max)).toArray();
    double sum = Arrays.stream(powers).sum();
    return Arrays.stream(powers).map(power -> power / sum).toArray();
  }
}
