package dev.weft.backend.onednn;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.DetectionOperatorsConformance;
import dev.weft.testkit.conformance.Reference;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class DetectionOperatorsIT extends DetectionOperatorsConformance {
  @Override
  protected PredictorOptions options() {
    return Subject.options();
  }

  @Override
  protected Reference reference() {
    return Reference.backend("mxnet");
  }
}
