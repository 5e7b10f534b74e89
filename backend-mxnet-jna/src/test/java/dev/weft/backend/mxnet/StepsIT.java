package dev.weft.backend.mxnet;

import dev.weft.testkit.conformance.StepsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class StepsIT extends StepsConformance {
  StepsIT() {
    super(Subject.mxnet());
  }
}
