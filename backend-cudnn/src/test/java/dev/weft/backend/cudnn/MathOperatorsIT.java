package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.MathOperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
public class MathOperatorsIT extends MathOperatorsConformance {
  /** For JUnit. */
  public MathOperatorsIT() {
    super(Subject.cudnn());
  }
}
