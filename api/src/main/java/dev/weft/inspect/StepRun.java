package dev.weft.inspect;

/**
 * A step that has run.
 *
 * @param step which one of the steps of a call, counted from 0; see {@link ModelReport#callSteps()}
 * @param node the name of the node that it is for, or {@code output}
 * @param operator the node's operator, in the words of the backend
 * @param kind what the step does, such as {@code convolution} or {@code reorder}
 * @param startNanos when it began, as {@link System#nanoTime()} counts
 * @param endNanos when its results were there
 */
public record StepRun(
    int step, String node, String operator, String kind, long startNanos, long endNanos) {
  /** {@return how long it took, in nanoseconds} */
  public long nanos() {
    return endNanos - startNanos;
  }
}
