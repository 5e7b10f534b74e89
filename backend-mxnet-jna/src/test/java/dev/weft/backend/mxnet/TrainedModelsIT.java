package dev.weft.backend.mxnet;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.TrainedModelsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class TrainedModelsIT extends TrainedModelsConformance {
  @Override
  protected PredictorOptions options() {
    return Subject.options();
  }
}
