package dev.weft.backend.cudnn;

import dev.weft.PredictorOptions;

/** How the conformance suite runs this backend. */
final class Subject {
  private Subject() {}

  static PredictorOptions options() {
    return PredictorOptions.builder().backend("cudnn").concurrency(8).build();
  }
}
