package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.SequenceOperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
public class SequenceOperatorsIT extends SequenceOperatorsConformance {
  /** For JUnit. */
  public SequenceOperatorsIT() {
    super(Subject.cudnn());
  }
}
