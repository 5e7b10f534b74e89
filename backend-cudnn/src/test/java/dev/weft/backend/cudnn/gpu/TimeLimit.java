package dev.weft.backend.cudnn.gpu;

/**
 * How long a run may take: what has not begun by its end is left out, and said to be. Immutable.
 *
 * @param startNanos when it began, as {@link System#nanoTime} counts
 * @param endNanos when it ends
 */
record TimeLimit(long startNanos, long endNanos) {
  /** Why something is left out. */
  static final String USED_UP = "the time is used up";

  private static final double MOST_SECONDS = 1e9;

  /** A limit from now on; an infinite one is none. */
  static TimeLimit ofSeconds(double seconds) {
    long now = System.nanoTime();
    return new TimeLimit(now, now + (long) (Math.min(seconds, MOST_SECONDS) * 1e9));
  }

  /** The limit after a share of this one's time. */
  TimeLimit part(double share) {
    return new TimeLimit(startNanos, startNanos + (long) (share * (endNanos - startNanos)));
  }

  boolean isUsedUp() {
    return isOver(endNanos);
  }

  static boolean isOver(long endNanos) {
    return System.nanoTime() - endNanos >= 0;
  }
}
