package dev.weft.backend.cudnn;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.DetectionOperatorsConformance;
import dev.weft.testkit.conformance.Reference;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
class DetectionOperatorsIT extends DetectionOperatorsConformance {
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
