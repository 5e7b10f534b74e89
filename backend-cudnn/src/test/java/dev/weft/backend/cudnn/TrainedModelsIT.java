package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.TrainedModelsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
class TrainedModelsIT extends TrainedModelsConformance {
  TrainedModelsIT() {
    super(Subject.cudnn());
  }
}
