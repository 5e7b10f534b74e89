package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.StepsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a simulated device, or on a real one; see {@link OnDevice}. */
@ExtendWith({OnDevice.class, LeakCheck.class})
public class StepsIT extends StepsConformance {
  /** For JUnit. */
  public StepsIT() {
    super(Subject.cudnn());
  }
}
