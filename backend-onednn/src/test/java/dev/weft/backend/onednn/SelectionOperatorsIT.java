package dev.weft.backend.onednn;

import dev.weft.testkit.conformance.SelectionOperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class SelectionOperatorsIT extends SelectionOperatorsConformance {
  SelectionOperatorsIT() {
    super(Subject.onednn());
  }
}
