package dev.weft.backend.mxnet;

import dev.weft.testkit.conformance.FormatsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class FormatsIT extends FormatsConformance {
  FormatsIT() {
    super(Subject.mxnet());
  }
}
