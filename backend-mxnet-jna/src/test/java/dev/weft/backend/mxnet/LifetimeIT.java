package dev.weft.backend.mxnet;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.IgnoreList;
import dev.weft.testkit.conformance.LifetimeConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class LifetimeIT extends LifetimeConformance {
  @Override
  protected PredictorOptions options() {
    return Subject.options();
  }

  @Override
  protected IgnoreList ignored() {
    return IgnoreList.none()
        .with(
            "closedModelsGiveTheirMemoryBack",
            "how much the C heap keeps of closed models varies: the second twenty rounds added"
                + " -16 to 160 MiB for a model of 83, so no limit that means anything holds");
  }
}
