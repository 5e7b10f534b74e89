package dev.weft.backend.onednn;

import dev.weft.testkit.conformance.EmptyInputsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class EmptyInputsIT extends EmptyInputsConformance {
  EmptyInputsIT() {
    super(Subject.onednn());
  }
}
