package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.LifetimeConformance;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a simulated device, or on a real one; see {@link OnDevice}. */
@ExtendWith({OnDevice.class, LeakCheck.class})
public class LifetimeIT extends LifetimeConformance {
  /** For JUnit. */
  public LifetimeIT() {
    super(Subject.cudnn());
  }
}
