package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.SignatureConformance;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a simulated device, or on a real one; see {@link OnDevice}. */
@ExtendWith({OnDevice.class, LeakCheck.class})
public class SignatureIT extends SignatureConformance {
  /** For JUnit. */
  public SignatureIT() {
    super(Subject.cudnn());
  }
}
