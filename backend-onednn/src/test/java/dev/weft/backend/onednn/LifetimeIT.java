package dev.weft.backend.onednn;

import dev.weft.testkit.conformance.LifetimeConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class LifetimeIT extends LifetimeConformance {
  LifetimeIT() {
    super(Subject.onednn());
  }
}
