package dev.weft.backend.mxnet;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.IgnoreList;
import dev.weft.testkit.conformance.Reference;
import dev.weft.testkit.conformance.TrainedModelsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Graphs that libmxnet has rewritten give the same numbers as those it has not. */
@ExtendWith(LeakCheck.class)
class RewrittenTrainedModelsIT extends TrainedModelsConformance {
  @Override
  protected PredictorOptions options() {
    return Subject.rewriting();
  }

  @Override
  protected IgnoreList ignored() {
    return IgnoreList.none()
        .with(
            "plateDetectorTakesAnySize",
            "libmxnet's fusion of a convolution with a sum is wrong where two operators read the"
                + " sum; MXNET_DISABLE_MKLDNN_FUSE_CONV_SUM=1 makes the numbers right");
  }

  @Override
  protected Reference reference() {
    return Reference.backend("mxnet");
  }
}
