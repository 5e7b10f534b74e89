package dev.weft.backend.mxnet;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.ConformanceSubject;
import dev.weft.testkit.conformance.IgnoreList;

/** How the conformance suite runs this backend. */
final class Subject {
  private Subject() {}

  static ConformanceSubject mxnet() {
    return ConformanceSubject.of(options()).ignoring(ignored());
  }

  /** The backend with its graph rewritten, held against itself without. */
  static ConformanceSubject rewritingMxnet() {
    return ConformanceSubject.of(rewriting()).ignoring(ignored()).heldAgainst("mxnet");
  }

  /** The first model of a process settles the engine's workers: as many as calls at once. */
  static PredictorOptions options() {
    return PredictorOptions.builder().backend("mxnet").concurrency(8).build();
  }

  /** The same, with the graph rewritten for oneDNN inside libmxnet. */
  static PredictorOptions rewriting() {
    return options().toBuilder().backendOption("mxnet.rewrite", "MKLDNN").build();
  }

  /** What libmxnet 1.9.1 itself does not do. */
  private static IgnoreList ignored() {
    return IgnoreList.none()
        .with(
            "cpp-unet",
            "its pooling rounded up when it was saved; libmxnet rounds down, and then no image size"
                + " lets pool3_concat join its inputs")
        .with(
            "mobilenet-v2 follows its input",
            "libmxnet with oneDNN takes the SoftmaxOutput of (1, 1000, 1, 1) over the last axis, so"
                + " all answers are 1")
        .with(
            "closedModelsGiveTheirMemoryBack",
            "how much the C heap keeps of closed models varies: the second twenty rounds added"
                + " -16 to 160 MiB for a model of 83, so no limit that means anything holds");
  }
}
