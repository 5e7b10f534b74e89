package dev.weft.backend.cudnn;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.IgnoreList;
import dev.weft.testkit.conformance.Reference;
import dev.weft.testkit.conformance.TrainedModelsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
class TrainedModelsIT extends TrainedModelsConformance {
  @Override
  protected PredictorOptions options() {
    return Subject.options();
  }

  @Override
  protected IgnoreList ignored() {
    return Subject.ignored();
  }

  @Override
  protected Reference reference() {
    return Reference.backend("onednn");
  }
}
