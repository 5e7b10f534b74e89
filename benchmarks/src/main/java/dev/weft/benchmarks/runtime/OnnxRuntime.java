package dev.weft.benchmarks.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.weft.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * ONNX Runtime with one thread for the operators of a call, and else its defaults: all threads
 * share one session.
 */
final class OnnxRuntime implements InferenceRuntime {
  private static final String NAME = "ONNX Runtime";

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Shape inputShape;
  private final String inputName;
  private final String outputName;

  private OnnxRuntime(OrtEnvironment environment, OrtSession session, Shape inputShape) {
    this.environment = environment;
    this.session = session;
    this.inputShape = inputShape;
    inputName = session.getInputNames().iterator().next();
    outputName = session.getOutputNames().iterator().next();
  }

  static OnnxRuntime open(ModelFiles files) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      OrtSession session = environment.createSession(files.onnx().toString(), options);
      return new OnnxRuntime(environment, session, files.inputShape());
    } catch (OrtException e) {
      throw new RuntimeFailedException(NAME, "open " + files.onnx(), e);
    }
  }

  @Override
  public Caller caller(float[] input, Transfer transfer) {
    return switch (transfer) {
      case COPIED -> new CopyingCaller(input);
      case IN_PLACE -> new InPlaceCaller(input);
    };
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new RuntimeFailedException(NAME, "close the session", e);
    }
  }

  private OnnxTensor tensor(FloatBuffer values, long[] dimensions) throws OrtException {
    return OnnxTensor.createTensor(environment, values, dimensions);
  }

  private static FloatBuffer direct(int count) {
    return ByteBuffer.allocateDirect(count * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  private final class CopyingCaller implements Caller {
    private final float[] input;
    private float[] output = {};

    CopyingCaller(float[] input) {
      this.input = input;
    }

    @Override
    public void call() {
      try (OnnxTensor tensor = tensor(FloatBuffer.wrap(input), inputShape.dimensions());
          OrtSession.Result result = session.run(Map.of(inputName, tensor))) {
        FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
        output = new float[values.remaining()];
        values.get(output);
      } catch (OrtException e) {
        throw new RuntimeFailedException(NAME, "run the session", e);
      }
    }

    @Override
    public float[] output() {
      return output;
    }

    @Override
    public void close() {}
  }

  /** Tensors over direct buffers, the output among them, are made once and given to each run. */
  private final class InPlaceCaller implements Caller {
    private final FloatBuffer output;
    private final OnnxTensor outputTensor;
    private final OnnxTensor inputTensor;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;

    InPlaceCaller(float[] values) {
      try {
        FloatBuffer input = direct(values.length).put(values).rewind();
        inputTensor = tensor(input, inputShape.dimensions());
        inputs = Map.of(inputName, inputTensor);
        long[] outputShape;
        try (OrtSession.Result result = session.run(inputs)) {
          outputShape = ((OnnxTensor) result.get(0)).getInfo().getShape();
        }
        output = direct(Math.toIntExact(Shape.of(outputShape).elementCount()));
        outputTensor = tensor(output, outputShape);
        outputs = Map.of(outputName, outputTensor);
      } catch (OrtException e) {
        throw new RuntimeFailedException(NAME, "run the session", e);
      }
    }

    @Override
    public void call() {
      try {
        session.run(inputs, outputs).close();
      } catch (OrtException e) {
        throw new RuntimeFailedException(NAME, "run the session", e);
      }
    }

    @Override
    public float[] output() {
      float[] values = new float[output.capacity()];
      output.get(0, values);
      return values;
    }

    @Override
    public void close() {
      inputTensor.close();
      outputTensor.close();
    }
  }
}
