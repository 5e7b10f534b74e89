package dev.weft.backend.onednn;

import dev.weft.testkit.conformance.MathOperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class MathOperatorsIT extends MathOperatorsConformance {
  MathOperatorsIT() {
    super(Subject.onednn());
  }
}
