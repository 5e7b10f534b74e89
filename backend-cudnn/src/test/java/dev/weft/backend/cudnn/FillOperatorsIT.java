package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.FillOperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
public class FillOperatorsIT extends FillOperatorsConformance {
  /** For JUnit. */
  public FillOperatorsIT() {
    super(Subject.cudnn());
  }
}
