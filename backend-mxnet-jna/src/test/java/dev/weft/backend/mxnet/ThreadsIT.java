package dev.weft.backend.mxnet;

import dev.weft.testkit.conformance.ThreadsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class ThreadsIT extends ThreadsConformance {
  ThreadsIT() {
    super(Subject.mxnet());
  }
}
