package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.FormatsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a simulated device, or on a real one; see {@link OnDevice}. */
@ExtendWith({OnDevice.class, LeakCheck.class})
public class FormatsIT extends FormatsConformance {
  /** For JUnit. */
  public FormatsIT() {
    super(Subject.cudnn());
  }
}
