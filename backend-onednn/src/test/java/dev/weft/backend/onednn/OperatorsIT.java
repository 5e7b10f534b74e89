package dev.weft.backend.onednn;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.IgnoreList;
import dev.weft.testkit.conformance.OperatorsConformance;
import dev.weft.testkit.conformance.Reference;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class OperatorsIT extends OperatorsConformance {
  @Override
  protected PredictorOptions options() {
    return Subject.options();
  }

  @Override
  protected IgnoreList ignored() {
    return IgnoreList.none().with("softmax_cross_entropy", "is a loss, of which nothing is left");
  }

  @Override
  protected Reference reference() {
    return Reference.backend("mxnet");
  }
}
