package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.DetectionOperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
public class DetectionOperatorsIT extends DetectionOperatorsConformance {
  /** For JUnit. */
  public DetectionOperatorsIT() {
    super(Subject.cudnn());
  }
}
