package dev.weft.backend.onednn;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.LifetimeConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class LifetimeIT extends LifetimeConformance {
  @Override
  protected PredictorOptions options() {
    return Subject.options();
  }
}
