package dev.weft.backend.onednn;

import dev.weft.testkit.conformance.FillOperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class FillOperatorsIT extends FillOperatorsConformance {
  FillOperatorsIT() {
    super(Subject.onednn());
  }
}
