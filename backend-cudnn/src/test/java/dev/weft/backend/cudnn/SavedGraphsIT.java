package dev.weft.backend.cudnn;

import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith({OnDevice.class, LeakCheck.class})
class SavedGraphsIT extends SavedGraphsOnDevice {
  SavedGraphsIT() {
    super(Subject.cudnn());
  }
}
