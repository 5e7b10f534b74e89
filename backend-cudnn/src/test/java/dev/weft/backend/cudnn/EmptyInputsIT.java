package dev.weft.backend.cudnn;

import dev.weft.PredictorOptions;
import dev.weft.testkit.conformance.EmptyInputsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
class EmptyInputsIT extends EmptyInputsConformance {
  @Override
  protected PredictorOptions options() {
    return Subject.options();
  }
}
