package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.RecurrentOperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
public class RecurrentOperatorsIT extends RecurrentOperatorsConformance {
  /** For JUnit. */
  public RecurrentOperatorsIT() {
    super(Subject.cudnn());
  }
}
