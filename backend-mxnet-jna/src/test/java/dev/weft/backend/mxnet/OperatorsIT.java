package dev.weft.backend.mxnet;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.IgnoreList;
import dev.weft.testkit.conformance.OperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class OperatorsIT extends OperatorsConformance {
  @Override
  protected PredictorOptions options() {
    return Subject.options();
  }

  @Override
  protected IgnoreList ignored() {
    return IgnoreList.none()
        .with(
            "parameters in calls",
            "libmxnet brings the weights of a call into its own layout, and then refuses to write"
                + " those of the next call into them");
  }
}
