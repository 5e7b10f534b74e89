package dev.weft.backend.onednn;

import dev.weft.testkit.conformance.RegionsOfNoMapConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class RegionsOfNoMapIT extends RegionsOfNoMapConformance {
  RegionsOfNoMapIT() {
    super(Subject.onednn());
  }
}
