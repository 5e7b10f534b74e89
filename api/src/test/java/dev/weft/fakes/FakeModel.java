package dev.weft.fakes;

import dev.weft.Model;
import dev.weft.ModelSignature;
import dev.weft.PredictorOptions;
import dev.weft.ThreadSafePredictor;
import java.util.List;

/** Says which backend loaded it, and does nothing else. */
record FakeModel(String backend) implements Model {
  @Override
  public ModelSignature signature() {
    return new ModelSignature(List.of(), List.of());
  }

  @Override
  public PredictorOptions options() {
    return PredictorOptions.defaults();
  }

  @Override
  public long parameterBytes() {
    return 0;
  }

  @Override
  public ThreadSafePredictor predictor(PredictorOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return "loaded by " + backend;
  }
}
