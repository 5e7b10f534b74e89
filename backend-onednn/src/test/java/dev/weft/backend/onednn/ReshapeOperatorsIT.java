package dev.weft.backend.onednn;

import dev.weft.testkit.conformance.ReshapeOperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class ReshapeOperatorsIT extends ReshapeOperatorsConformance {
  ReshapeOperatorsIT() {
    super(Subject.onednn());
  }
}
