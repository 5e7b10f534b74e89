package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.RegionsOfNoMapConformance;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a simulated device, or on a real one; see {@link OnDevice}. */
@ExtendWith({OnDevice.class, LeakCheck.class})
public class RegionsOfNoMapIT extends RegionsOfNoMapConformance {
  /** For JUnit. */
  public RegionsOfNoMapIT() {
    super(Subject.cudnn());
  }
}
