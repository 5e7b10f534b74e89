package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.ReshapeOperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
public class ReshapeOperatorsIT extends ReshapeOperatorsConformance {
  /** For JUnit. */
  public ReshapeOperatorsIT() {
    super(Subject.cudnn());
  }
}
