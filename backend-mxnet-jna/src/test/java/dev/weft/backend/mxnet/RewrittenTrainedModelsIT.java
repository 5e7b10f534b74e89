package dev.weft.backend.mxnet;

import dev.weft.PredictorOptions;
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
  protected Reference reference() {
    return Reference.backend("mxnet");
  }
}
