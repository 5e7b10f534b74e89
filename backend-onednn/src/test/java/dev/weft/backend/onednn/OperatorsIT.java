package dev.weft.backend.onednn;

import dev.weft.testkit.conformance.OperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class OperatorsIT extends OperatorsConformance {
  OperatorsIT() {
    super(Subject.onednn());
  }
}
