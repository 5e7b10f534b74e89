package dev.weft.backend.onednn;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.ConformanceSubject;
import dev.weft.testkit.conformance.IgnoreList;

/** How the conformance suite runs this backend. */
final class Subject {
  private Subject() {}

  static ConformanceSubject onednn() {
    return ConformanceSubject.of(options()).heldAgainst("mxnet").ignoring(ignored());
  }

  static PredictorOptions options() {
    return PredictorOptions.builder().backend("onednn").concurrency(8).build();
  }

  private static IgnoreList ignored() {
    String softmax =
        "libmxnet with oneDNN takes a SoftmaxOutput of four dimensions over the last axis; MXNet's own"
            + " operator, and this backend, over all but the first";
    return IgnoreList.ofGraphReader()
        .with("mobilenet-v2 agrees with the reference", softmax)
        .with("squeezenet-art agrees with the reference", softmax);
  }
}
