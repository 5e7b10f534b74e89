package dev.weft.benchmarks.runtime;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import java.io.IOException;

/** DJL with its MXNet engine and its defaults: each thread has a predictor of its own. */
final class DjlRuntime implements InferenceRuntime {
  private static final String NAME = "DJL";

  private final Model model;
  private final Shape inputShape;

  private DjlRuntime(Model model, Shape inputShape) {
    this.model = model;
    this.inputShape = inputShape;
  }

  static DjlRuntime open(ModelFiles files) {
    // DJL reads these when its classes are initialized. It unpacks the library of its engine into
    // the directory, and would tell a server that it was used.
    System.setProperty("DJL_CACHE_DIR", files.directory().resolve("djl").toString());
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    Model model = Model.newInstance(files.name(), Device.cpu(), "MXNet");
    try {
      model.load(files.directory(), files.name());
    } catch (IOException | MalformedModelException e) {
      throw new RuntimeFailedException(NAME, "open " + files.source(), e);
    }
    return new DjlRuntime(model, new Shape(files.inputShape().dimensions()));
  }

  @Override
  public Caller caller(float[] input, Transfer transfer) {
    if (transfer != Transfer.COPIED) {
      throw new UnsupportedOperationException(NAME + " has no call of kind " + transfer);
    }
    return new PredictorCaller(model.newPredictor(new ArrayTranslator(inputShape)), input);
  }

  @Override
  public void close() {
    model.close();
  }

  private static final class PredictorCaller implements Caller {
    private final Predictor<float[], float[]> predictor;
    private final float[] input;
    private float[] output = {};

    PredictorCaller(Predictor<float[], float[]> predictor, float[] input) {
      this.predictor = predictor;
      this.input = input;
    }

    @Override
    public void call() {
      try {
        output = predictor.predict(input);
      } catch (TranslateException e) {
        throw new RuntimeFailedException(NAME, "predict", e);
      }
    }

    @Override
    public float[] output() {
      return output;
    }

    @Override
    public void close() {
      predictor.close();
    }
  }

  private record ArrayTranslator(Shape shape) implements NoBatchifyTranslator<float[], float[]> {
    @Override
    public NDList processInput(TranslatorContext context, float[] input) {
      NDArray array = context.getNDManager().create(input, shape);
      return new NDList(array);
    }

    @Override
    public float[] processOutput(TranslatorContext context, NDList list) {
      return list.singletonOrThrow().toFloatArray();
    }
  }
}
