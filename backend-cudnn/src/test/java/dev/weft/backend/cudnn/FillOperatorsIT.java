package dev.weft.backend.cudnn;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.FillOperatorsConformance;
import dev.weft.testkit.conformance.Reference;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
class FillOperatorsIT extends FillOperatorsConformance {
  @Override
  protected PredictorOptions options() {
    return Subject.options();
  }

  @Override
  protected Reference reference() {
    return Reference.backend("onednn");
  }
}
