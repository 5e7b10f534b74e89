package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.ErrorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a simulated device, or on a real one; see {@link OnDevice}. */
@ExtendWith({OnDevice.class, LeakCheck.class})
public class ErrorsIT extends ErrorsConformance {
  /** For JUnit. */
  public ErrorsIT() {
    super(Subject.cudnn());
  }
}
