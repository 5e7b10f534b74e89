package dev.weft.backend.mxnet;

/** Graphs that libmxnet has rewritten give the same numbers as those it has not. */
class RewrittenSavedGraphsIT extends SavedGraphsOnMxnet {
  RewrittenSavedGraphsIT() {
    super(Subject.rewritingMxnet());
  }

  @Override
  protected double tolerance() {
    return 1e-3;
  }
}
