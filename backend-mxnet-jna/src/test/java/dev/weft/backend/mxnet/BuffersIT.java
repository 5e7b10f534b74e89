package dev.weft.backend.mxnet;

import dev.weft.testkit.conformance.BuffersConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class BuffersIT extends BuffersConformance {
  BuffersIT() {
    super(Subject.mxnet());
  }
}
