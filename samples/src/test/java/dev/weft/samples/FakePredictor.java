package dev.weft.samples;

import dev.weft.ModelSignature;
import dev.weft.PredictorOptions;
import dev.weft.Tensor;
import dev.weft.TensorSpec;
import dev.weft.ThreadSafePredictor;
import dev.weft.inspect.StepRun;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A predictor of {@link FakeBackend}.
 *
 * @param drift what is added to the scores of the next call
 */
record FakePredictor(ModelSignature signature, PredictorOptions options, LongSupplier drift)
    implements ThreadSafePredictor {
  @Override
  public List<Tensor> predict(Tensor... inputs) {
    Tensor input = inputs[0];
    TensorSpec spec = signature.inputs().get(0);
    if (!spec.shape().accepts(input.shape())) {
      throw new IllegalArgumentException(
          "input 'data' has the shape " + input.shape() + ", expected " + spec.shape());
    }
    long start = System.nanoTime();
    double mean = 0;
    for (float value : input.toFloatArray()) {
      mean += value / input.elementCount();
    }
    int classes = (int) signature.outputs().get(0).shape().dimension(1);
    float[] scores = new float[classes];
    long added = drift.getAsLong();
    for (int i = 0; i < classes; i++) {
      scores[i] = (float) (added - Math.pow(i - 10 * mean, 2));
    }
    options
        .stepListener()
        .ifPresent(
            listener ->
                listener.stepRan(
                    new StepRun(0, "mean \"x\"", "mean", "java", start, System.nanoTime())));
    return List.of(Tensor.of(scores, 1, classes));
  }

  @Override
  public List<Tensor> predict(Map<String, Tensor> inputs) {
    return predict(inputs.get("data"));
  }

  @Override
  public void predictInto(List<Tensor> inputs, List<Tensor> outputs) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void predictInto(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
    throw new UnsupportedOperationException();
  }

  @Override
  public CompletableFuture<List<Tensor>> predictAsync(Tensor... inputs) {
    return CompletableFuture.supplyAsync(
        () -> predict(inputs), CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS));
  }

  @Override
  public CompletableFuture<List<Tensor>> predictAsync(Map<String, Tensor> inputs) {
    return predictAsync(inputs.get("data"));
  }

  @Override
  public void close() {}
}
