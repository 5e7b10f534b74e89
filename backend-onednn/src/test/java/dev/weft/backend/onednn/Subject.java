package dev.weft.backend.onednn;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.IgnoreList;

/** How the conformance suite runs this backend. */
final class Subject {
  private Subject() {}

  static PredictorOptions options() {
    return PredictorOptions.builder().backend("onednn").concurrency(8).build();
  }

  static IgnoreList ignored() {
    return IgnoreList.none()
        .with(
            "cpp-unet",
            "its pooling rounded up when it was saved; rounded down, as it is read, no image size lets"
                + " pool3_concat join its inputs");
  }
}
