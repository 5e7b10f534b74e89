package dev.weft.graph.op;

/** What becomes of an index that is out of range. */
public enum IndexMode {
  /** The nearest that is in range takes its place. */
  CLIP,
  /** Indices start anew behind the last, and count from the end below 0. */
  WRAP,
  /** The call fails. */
  RAISE
}
