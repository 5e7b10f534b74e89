package dev.weft.testkit.files;

/** A pass over integers that loses none of their 64 bits. */
final class LongCursor implements Values.Cursor {

  private final long[] values;
  private int next;

  LongCursor(long[] values) {
    this.values = values;
  }

  @Override
  public double nextDouble() {
    return nextLong();
  }

  @Override
  public long nextLong() {
    return values[next++];
  }
}
