package dev.weft.backend.onednn;

import dev.weft.testkit.conformance.ElementwiseOperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class ElementwiseOperatorsIT extends ElementwiseOperatorsConformance {
  ElementwiseOperatorsIT() {
    super(Subject.onednn());
  }
}
