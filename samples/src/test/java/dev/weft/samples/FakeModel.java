package dev.weft.samples;

import dev.weft.Model;
import dev.weft.ModelSignature;
import dev.weft.PredictorOptions;
import dev.weft.ThreadSafePredictor;

/** A model of {@link FakeBackend}. */
record FakeModel(ModelSignature signature, PredictorOptions options) implements Model {
  @Override
  public long parameterBytes() {
    return 1_234_567;
  }

  @Override
  public ThreadSafePredictor predictor(PredictorOptions wanted) {
    PredictorOptions mine =
        wanted.concurrency().isPresent()
            ? options.toBuilder().concurrency(wanted.concurrency().getAsInt()).build()
            : options;
    return new FakePredictor(signature, mine);
  }

  @Override
  public void close() {}
}
