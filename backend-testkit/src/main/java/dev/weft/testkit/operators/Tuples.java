package dev.weft.testkit.operators;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;

/** Texts of tuples, and joined shapes. */
final class Tuples {

  private Tuples() {}

  /** Returns for example {@code (3, 3)}, or {@code (3,)}. */
  static String of(int... values) {
    String joined = Arrays.stream(values).mapToObj(Integer::toString).collect(joining(", "));
    return values.length == 1 ? "(" + joined + ",)" : "(" + joined + ")";
  }

  /** The dimensions, with others behind them. */
  static int[] join(int[] first, int... more) {
    int[] all = Arrays.copyOf(first, first.length + more.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return all;
  }

  /** Batch and channels, with the spatial sizes behind them. */
  static int[] image(int batch, int channels, int... sizes) {
    return join(new int[] {batch, channels}, sizes);
  }
}
