package dev.weft.backend.cudnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Model;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.inspect.ModelReport;
import dev.weft.inspect.StepReport;
import dev.weft.inspect.StepRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What models of this backend tell of themselves. */
@ExtendWith({OnDevice.class, LeakCheck.class})
public class ReportIT {
  private final NetworkUnderTest network = NetworkUnderTest.named("tiny-resnet");

  @Test
  void stepsAreThoseThatRun() {
    List<StepRun> told = new ArrayList<>();
    PredictorOptions listening = PredictorOptions.builder().stepListener(told::add).build();
    Tensor image = network.images(1, 1);
    try (Model model = Model.load(network.source(), Subject.options());
        ThreadSafePredictor predictor = model.predictor(listening)) {
      ModelReport report = model.report(Map.of("data", image.shape()));
      float[] right = network.right(image);
      float[] found = predictor.predict(image).get(0).toFloatArray();
      assertTrue(NetworkUnderTest.difference(right, found) < 1e-4);
      assertEquals(
          told.stream().map(run -> run.node() + " " + run.kind()).toList(),
          report.callSteps().stream().map(step -> step.name() + " " + step.kind()).toList());
    }
  }

  @Test
  void stepsTellWhatComputesThem() {
    try (Model model = Model.load(network.source(), Subject.options())) {
      ModelReport report = model.report(Map.of("data", Shape.of(1, 3, 32, 32)));
      TreeSet<String> implementations = new TreeSet<>();
      for (StepReport step : report.steps()) {
        implementations.add(step.implementation());
        assertTrue(step.operands().size() > 1, step::toString);
      }
      assertTrue(implementations.contains("cudnn"), implementations::toString);
      assertTrue(implementations.contains("cublas"), implementations::toString);
      assertTrue(report.memory().arenaBytes() > 0, report.memory()::toString);
      assertTrue(report.memory().parameterBytes() > 0, report.memory()::toString);
    }
  }
}
