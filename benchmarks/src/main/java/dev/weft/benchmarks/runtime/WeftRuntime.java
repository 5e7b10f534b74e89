package dev.weft.benchmarks.runtime;

import dev.weft.DataType;
import dev.weft.Precision;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import java.nio.FloatBuffer;
import java.util.List;

/** Weft: all threads share one predictor. */
public final class WeftRuntime implements InferenceRuntime {
  private final ThreadSafePredictor predictor;
  private final Shape inputShape;

  private WeftRuntime(ThreadSafePredictor predictor, Shape inputShape) {
    this.predictor = predictor;
    this.inputShape = inputShape;
  }

  static WeftRuntime open(ModelFiles files, String backend, Precision precision) {
    return open(files, PredictorOptions.builder().backend(backend).precision(precision).build());
  }

  /**
   * Opens a model.
   *
   * @param files the model
   * @param options how
   * @return the runtime; close it
   */
  public static WeftRuntime open(ModelFiles files, PredictorOptions options) {
    return new WeftRuntime(ThreadSafePredictor.open(files.source(), options), files.inputShape());
  }

  @Override
  public Caller caller(float[] input, Transfer transfer) {
    Tensor arrays = Tensor.of(input, inputShape.dimensions());
    return switch (transfer) {
      case COPIED -> new CopyingCaller(arrays);
      case IN_PLACE -> new InPlaceCaller(arrays);
    };
  }

  @Override
  public void close() {
    predictor.close();
  }

  private final class CopyingCaller implements Caller {
    private final Tensor input;
    private float[] output = {};

    CopyingCaller(Tensor input) {
      this.input = input;
    }

    @Override
    public void call() {
      output = predictor.predict(input).get(0).toFloatArray();
    }

    @Override
    public float[] output() {
      return output;
    }

    @Override
    public void close() {}
  }

  private final class InPlaceCaller implements Caller {
    private final List<Tensor> inputs;
    private final List<Tensor> outputs;

    /** The shape of the output depends on that of the input, so a call tells. */
    InPlaceCaller(Tensor values) {
      Tensor input = Tensor.allocateDirect(DataType.FLOAT32, inputShape);
      ((FloatBuffer) input.buffer()).put(values.toFloatArray());
      Shape outputShape = predictor.predict(values).get(0).shape();
      inputs = List.of(input);
      outputs = List.of(Tensor.allocateDirect(DataType.FLOAT32, outputShape));
    }

    @Override
    public void call() {
      predictor.predictInto(inputs, outputs);
    }

    @Override
    public float[] output() {
      return outputs.get(0).toFloatArray();
    }

    @Override
    public void close() {}
  }
}
