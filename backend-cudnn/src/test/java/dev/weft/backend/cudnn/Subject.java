package dev.weft.backend.cudnn;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.IgnoreList;

/** How the conformance suite runs this backend. */
final class Subject {
  private Subject() {}

  static PredictorOptions options() {
    return PredictorOptions.builder().backend("cudnn").concurrency(8).build();
  }

  static IgnoreList ignored() {
    return IgnoreList.none();
  }
}
