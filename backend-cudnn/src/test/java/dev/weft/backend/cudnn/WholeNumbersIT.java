package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.WholeNumbersConformance;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a simulated device, or on a real one; see {@link OnDevice}. */
@ExtendWith({OnDevice.class, LeakCheck.class})
public class WholeNumbersIT extends WholeNumbersConformance {
  /** For JUnit. */
  public WholeNumbersIT() {
    super(Subject.cudnn());
  }
}
