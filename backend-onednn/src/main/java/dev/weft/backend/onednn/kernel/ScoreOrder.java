package dev.weft.backend.onednn.kernel;

import java.util.Arrays;

/** The order of scores from best to worst; equal ones stay in order, as libmxnet has them. */
final class ScoreOrder {
  private static final int RANKS = 1 << 16;

  private ScoreOrder() {}

  /**
   * Returns the indices of the best scores in order of them; those that are no numbers come last.
   *
   * @param indices the indices
   * @param count how many
   * @param scores the scores, by index
   * @param most how many to return at most
   */
  static int[] best(int[] indices, int count, float[] scores, int most) {
    long[] keys = new long[count];
    for (int i = 0; i < count; i++) {
      keys[i] = (long) order(scores[indices[i]]) << 32 | i;
    }
    int left = most < count / 2 ? withoutMostOfTheRest(keys, most) : count;
    Arrays.sort(keys, 0, left);
    int[] order = new int[Math.min(most, left)];
    for (int i = 0; i < order.length; i++) {
      order[i] = indices[(int) keys[i]];
    }
    return order;
  }

  /** Returns a number that is the smaller the better a score is. */
  private static int order(float score) {
    int bits = Float.floatToIntBits(score == 0 ? 0 : -score);
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }

  /** Moves keys to the front, the least ones among them, and returns how many those are. */
  private static int withoutMostOfTheRest(long[] keys, int most) {
    int[] counts = new int[RANKS];
    for (long key : keys) {
      counts[rank(key)]++;
    }
    int last = 0;
    for (int seen = counts[0]; seen < most; seen += counts[++last]) {}
    int left = 0;
    for (long key : keys) {
      if (rank(key) <= last) {
        keys[left++] = key;
      }
    }
    return left;
  }

  private static int rank(long key) {
    return (int) (key >> 48) + RANKS / 2;
  }
}
