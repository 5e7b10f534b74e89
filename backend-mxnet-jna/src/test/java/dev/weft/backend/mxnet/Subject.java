package dev.weft.backend.mxnet;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.IgnoreList;

/** How the conformance suite runs this backend. */
final class Subject {
  private Subject() {}

  /** The first model of a process settles the engine's workers: as many as calls at once. */
  static PredictorOptions options() {
    return PredictorOptions.builder().backend("mxnet").concurrency(8).build();
  }

  /** The same, with the graph rewritten for oneDNN inside libmxnet. */
  static PredictorOptions rewriting() {
    return options().toBuilder().backendOption("mxnet.rewrite", "MKLDNN").build();
  }

  /** What libmxnet 1.9.1 itself does not do. */
  static IgnoreList ignored() {
    return IgnoreList.none()
        .with(
            "cpp-unet",
            "its pooling rounded up when it was saved; libmxnet rounds down, and then no image size"
                + " lets pool3_concat join its inputs")
        .with(
            "mobilenet-v2 follows its input",
            "libmxnet with oneDNN takes the SoftmaxOutput of (1, 1000, 1, 1) over the last axis, so"
                + " all answers are 1");
  }
}
