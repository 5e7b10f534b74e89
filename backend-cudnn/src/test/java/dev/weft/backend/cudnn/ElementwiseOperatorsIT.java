package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.ElementwiseOperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
public class ElementwiseOperatorsIT extends ElementwiseOperatorsConformance {
  /** For JUnit. */
  public ElementwiseOperatorsIT() {
    super(Subject.cudnn());
  }
}
