package dev.weft.backend.onednn;

import dev.weft.testkit.conformance.WholeNumbersConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class WholeNumbersIT extends WholeNumbersConformance {
  WholeNumbersIT() {
    super(Subject.onednn());
  }
}
