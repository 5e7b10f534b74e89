package dev.weft.backend.onednn;

import dev.weft.testkit.conformance.SamplingOperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class SamplingOperatorsIT extends SamplingOperatorsConformance {
  SamplingOperatorsIT() {
    super(Subject.onednn());
  }
}
