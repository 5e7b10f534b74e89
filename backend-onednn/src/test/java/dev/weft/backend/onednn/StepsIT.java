package dev.weft.backend.onednn;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.StepsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class StepsIT extends StepsConformance {
  @Override
  protected PredictorOptions options() {
    return Subject.options();
  }
}
