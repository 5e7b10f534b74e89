package dev.weft.benchmarks.runtime;

/** How input and output of a call get in and out. */
public enum Transfer {
  /** A Java array goes in, and each call gives a new Java array. */
  COPIED,
  /** The caller keeps native memory that the runtime reads and writes in each call. */
  IN_PLACE
}
