package dev.weft.backend.onednn.kernel;

import java.util.Arrays;
import java.util.Comparator;

/** The order of scores from best to worst; equal ones stay in order, as libmxnet has them. */
final class ScoreOrder {
  private ScoreOrder() {}

  /**
   * Returns indices in order of their scores.
   *
   * @param indices the indices
   * @param count how many
   * @param scores the scores, by index
   */
  static int[] sorted(int[] indices, int count, float[] scores) {
    Integer[] boxed = new Integer[count];
    Arrays.setAll(boxed, i -> indices[i]);
    Arrays.sort(
        boxed,
        Comparator.comparingDouble((Integer index) -> scores[index] == 0 ? 0 : -scores[index]));
    return Arrays.stream(boxed).mapToInt(Integer::intValue).toArray();
  }
}
