package dev.weft.backend.onednn;

import dev.weft.testkit.conformance.SequenceOperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class SequenceOperatorsIT extends SequenceOperatorsConformance {
  SequenceOperatorsIT() {
    super(Subject.onednn());
  }
}
