package dev.weft.backend.mxnet;

import dev.weft.testkit.conformance.SignatureConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class SignatureIT extends SignatureConformance {
  SignatureIT() {
    super(Subject.mxnet());
  }
}
