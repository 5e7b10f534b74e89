package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.ThreadsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a simulated device, or on a real one; see {@link OnDevice}. */
@ExtendWith({OnDevice.class, LeakCheck.class})
public class ThreadsIT extends ThreadsConformance {
  /** For JUnit. */
  public ThreadsIT() {
    super(Subject.cudnn());
  }
}
