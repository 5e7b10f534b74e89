package dev.weft.backend.onednn;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.BuffersConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class BuffersIT extends BuffersConformance {
  @Override
  protected PredictorOptions options() {
    return Subject.options();
  }
}
