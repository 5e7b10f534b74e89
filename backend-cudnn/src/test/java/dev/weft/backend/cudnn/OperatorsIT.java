package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.OperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a simulated device, or on a real one; see {@link OnDevice}. */
@ExtendWith({OnDevice.class, LeakCheck.class})
public class OperatorsIT extends OperatorsConformance {
  /** For JUnit. */
  public OperatorsIT() {
    super(Subject.cudnn());
  }
}
