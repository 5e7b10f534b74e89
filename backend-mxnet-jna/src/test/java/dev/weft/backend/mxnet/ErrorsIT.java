package dev.weft.backend.mxnet;

import dev.weft.testkit.conformance.ErrorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class ErrorsIT extends ErrorsConformance {
  ErrorsIT() {
    super(Subject.mxnet());
  }
}
