package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.ResizeOperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
public class ResizeOperatorsIT extends ResizeOperatorsConformance {
  /** For JUnit. */
  public ResizeOperatorsIT() {
    super(Subject.cudnn());
  }
}
