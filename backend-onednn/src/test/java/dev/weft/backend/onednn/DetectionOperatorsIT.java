package dev.weft.backend.onednn;

import dev.weft.testkit.conformance.DetectionOperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class DetectionOperatorsIT extends DetectionOperatorsConformance {
  DetectionOperatorsIT() {
    super(Subject.onednn());
  }
}
