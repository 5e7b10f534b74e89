package dev.weft.backend.mxnet;

import dev.weft.testkit.conformance.TrainedModelsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Graphs that libmxnet has rewritten give the same numbers as those it has not. */
@ExtendWith(LeakCheck.class)
class RewrittenTrainedModelsIT extends TrainedModelsConformance {
  RewrittenTrainedModelsIT() {
    super(Subject.rewritingMxnet());
  }
}
