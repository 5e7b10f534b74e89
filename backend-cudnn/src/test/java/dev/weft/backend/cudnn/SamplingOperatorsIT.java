package dev.weft.backend.cudnn;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.Reference;
import dev.weft.testkit.conformance.SamplingOperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
class SamplingOperatorsIT extends SamplingOperatorsConformance {
  @Override
  protected PredictorOptions options() {
    return Subject.options();
  }

  @Override
  protected Reference reference() {
    return Reference.backend("onednn");
  }

  @Override
  protected double leastTolerance() {
    return Subject.leastTolerance();
  }
}
