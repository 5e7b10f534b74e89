package dev.weft.backend.onednn;

import dev.weft.testkit.conformance.ResizeOperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class ResizeOperatorsIT extends ResizeOperatorsConformance {
  ResizeOperatorsIT() {
    super(Subject.onednn());
  }
}
