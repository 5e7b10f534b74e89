package dev.weft.backend.mxnet;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.Reference;

/** Graphs that libmxnet has rewritten give the same numbers as those it has not. */
class RewrittenSavedGraphsIT extends SavedGraphsIT {
  @Override
  protected PredictorOptions options() {
    return Subject.rewriting();
  }

  @Override
  protected double tolerance() {
    return 1e-3;
  }

  @Override
  protected Reference reference() {
    return Reference.backend("mxnet");
  }
}
