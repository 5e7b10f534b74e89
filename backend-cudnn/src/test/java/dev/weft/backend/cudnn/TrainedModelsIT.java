package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.TrainedModelsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
public class TrainedModelsIT extends TrainedModelsConformance {
  /** For JUnit. */
  public TrainedModelsIT() {
    super(Subject.cudnn());
  }
}
