package dev.weft.backend.cudnn;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.ConformanceSubject;
import dev.weft.testkit.conformance.IgnoreList;

/** How the conformance suite runs this backend. */
final class Subject {
  /** What the functions of a GPU round otherwise than a processor's. */
  private static final double REAL_DEVICE = 1e-4;

  private Subject() {}

  static ConformanceSubject cudnn() {
    return ConformanceSubject.of(options())
        .heldAgainst("onednn")
        .ignoring(IgnoreList.ofGraphReader())
        .withLeastTolerance(OnDevice.isReal() ? REAL_DEVICE : 0);
  }

  static PredictorOptions options() {
    return PredictorOptions.builder().backend("cudnn").concurrency(8).build();
  }
}
