package dev.weft.backend.cudnn;

import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
public class SavedGraphsIT extends SavedGraphsOnDevice {
  /** For JUnit. */
  public SavedGraphsIT() {
    super(Subject.cudnn());
  }
}
