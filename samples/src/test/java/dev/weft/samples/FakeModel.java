package dev.weft.samples;

import dev.weft.DataType;
import dev.weft.Model;
import dev.weft.ModelSignature;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.ThreadSafePredictor;
import dev.weft.inspect.Fate;
import dev.weft.inspect.GraphReport;
import dev.weft.inspect.MemoryReport;
import dev.weft.inspect.ModelReport;
import dev.weft.inspect.NodeReport;
import dev.weft.inspect.OperandReport;
import dev.weft.inspect.StepReport;
import dev.weft.inspect.ValueReport;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/**
 * A model of {@link FakeBackend}.
 *
 * @param drift what is added to the scores of the next call
 */
record FakeModel(ModelSignature signature, PredictorOptions options, LongSupplier drift)
    implements Model {
  static final String NAME = "a<b>&\"c\\d\ne";

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
    return new FakePredictor(signature, mine, drift);
  }

  /** Tells of a convolution with an activation, whose names are not easy to write. */
  @Override
  public ModelReport report(Map<String, Shape> inputShapes) {
    Shape shape = inputShapes.get("data");
    ValueReport data = value(0, "data", ValueReport.Kind.INPUT, shape);
    ValueReport weight = value(1, "weight", ValueReport.Kind.PARAMETER, Shape.of(5, 4));
    ValueReport sum = value(2, NAME + "_output", ValueReport.Kind.RESULT, shape);
    ValueReport out = value(3, "relu_output", ValueReport.Kind.RESULT, shape);
    Fate kept = new Fate(Fate.Kind.KEPT, OptionalInt.of(0));
    Fate fused = new Fate(Fate.Kind.FUSED, OptionalInt.of(0));
    NodeReport convolution =
        new NodeReport(NAME, "Convolution", List.of(data, weight), List.of(sum), 2_000_000, kept);
    NodeReport relu =
        new NodeReport("relu", "Activation", List.of(sum), List.of(out), 500_000, fused);
    NodeReport both =
        new NodeReport(
            NAME + "+relu",
            "Convolution+relu",
            List.of(data, weight),
            List.of(out),
            2_500_000,
            kept);
    OperandReport src = new OperandReport("src", false, "F32 plain", 16);
    OperandReport dst = new OperandReport("dst", true, "F32 blocked", 32);
    return new ModelReport(
        "fake",
        new GraphReport(List.of(data), List.of(convolution, relu), List.of(out)),
        new GraphReport(List.of(data), List.of(both), List.of(out)),
        List.of(
            new StepReport(OptionalInt.of(0), "a", "reorder", "x", List.of(src, dst), true),
            new StepReport(OptionalInt.of(0), "b", "convolution", "y", List.of(src, dst), false)),
        new MemoryReport(3 << 20, 1024, 2 << 20, 1 << 20, 1 << 19));
  }

  private static ValueReport value(int id, String name, ValueReport.Kind kind, Shape shape) {
    return new ValueReport(id, name, kind, DataType.FLOAT32, shape);
  }

  @Override
  public void close() {}
}
