package dev.weft.backend.onednn;

import dev.weft.testkit.conformance.TrainedModelsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class TrainedModelsIT extends TrainedModelsConformance {
  TrainedModelsIT() {
    super(Subject.onednn());
  }
}
