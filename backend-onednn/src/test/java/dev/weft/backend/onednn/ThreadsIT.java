package dev.weft.backend.onednn;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.ThreadsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class ThreadsIT extends ThreadsConformance {
  @Override
  protected PredictorOptions options() {
    return Subject.options();
  }
}
