package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.SamplingOperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
public class SamplingOperatorsIT extends SamplingOperatorsConformance {
  /** For JUnit. */
  public SamplingOperatorsIT() {
    super(Subject.cudnn());
  }
}
