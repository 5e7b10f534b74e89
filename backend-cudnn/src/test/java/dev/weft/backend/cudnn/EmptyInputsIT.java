package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.EmptyInputsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
public class EmptyInputsIT extends EmptyInputsConformance {
  /** For JUnit. */
  public EmptyInputsIT() {
    super(Subject.cudnn());
  }
}
