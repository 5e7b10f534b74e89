package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.BuffersConformance;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a simulated device, or on a real one; see {@link OnDevice}. */
@ExtendWith({OnDevice.class, LeakCheck.class})
public class BuffersIT extends BuffersConformance {
  /** For JUnit. */
  public BuffersIT() {
    super(Subject.cudnn());
  }
}
