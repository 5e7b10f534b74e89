package dev.weft.backend.cudnn;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.IgnoreList;
import dev.weft.testkit.conformance.OperatorsConformance;
import dev.weft.testkit.conformance.Reference;
import org.junit.jupiter.api.extension.ExtendWith;

/** On a simulated device, or on a real one; see {@link OnDevice}. */
@ExtendWith({OnDevice.class, LeakCheck.class})
public class OperatorsIT extends OperatorsConformance {
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
    return Reference.backend("onednn");
  }
}
