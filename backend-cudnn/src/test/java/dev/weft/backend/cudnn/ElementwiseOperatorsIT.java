package dev.weft.backend.cudnn;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.ElementwiseOperatorsConformance;
import dev.weft.testkit.conformance.Reference;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
class ElementwiseOperatorsIT extends ElementwiseOperatorsConformance {
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
