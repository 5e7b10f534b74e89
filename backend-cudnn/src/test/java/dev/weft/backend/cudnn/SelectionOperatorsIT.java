package dev.weft.backend.cudnn;

import dev.weft.testkit.conformance.SelectionOperatorsConformance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
public class SelectionOperatorsIT extends SelectionOperatorsConformance {
  /** For JUnit. */
  public SelectionOperatorsIT() {
    super(Subject.cudnn());
  }
}
