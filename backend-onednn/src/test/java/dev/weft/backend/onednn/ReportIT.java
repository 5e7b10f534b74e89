package dev.weft.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.weft.Model;
import dev.weft.ModelSource;
import dev.weft.PredictorOptions;
import dev.weft.Shape;
import dev.weft.Tensor;
import dev.weft.ThreadSafePredictor;
import dev.weft.inspect.Fate;
import dev.weft.inspect.MemoryReport;
import dev.weft.inspect.ModelReport;
import dev.weft.inspect.NodeReport;
import dev.weft.inspect.OperandReport;
import dev.weft.inspect.StepReport;
import dev.weft.inspect.StepRun;
import dev.weft.testkit.files.ParamsWriter;
import dev.weft.testkit.operators.Fill;
import dev.weft.testkit.operators.OperatorCase;
import dev.weft.testkit.zoo.Head;
import dev.weft.testkit.zoo.Network;
import dev.weft.testkit.zoo.NetworkZoo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What models of this backend tell of themselves. */
@ExtendWith(LeakCheck.class)
class ReportIT {
  private static final Map<String, Shape> ONE_IMAGE = Map.of("data", Shape.of(1, 3, 32, 32));

  @Test
  void everyNodeOfTheFileIsAccountedFor() {
    ModelReport report = report("tiny-resnet", ONE_IMAGE);
    Map<Fate.Kind, Long> fates =
        report.source().nodes().stream()
            .collect(Collectors.groupingBy(n -> n.fate().kind(), Collectors.counting()));
    int members = 0;
    for (int i = 0; i < report.compiled().nodes().size(); i++) {
      List<NodeReport> parts = report.membersOf(i);
      members += parts.size();
      String names = report.compiled().nodes().get(i).name();
      for (NodeReport part : parts) {
        assertTrue(
            part.fate().kind() == Fate.Kind.FOLDED || names.contains(part.name()),
            part + " in " + names);
      }
      assertEquals(1, parts.stream().filter(n -> n.fate().kind() == Fate.Kind.KEPT).count());
    }
    assertEquals(report.source().nodes().size(), members);
    assertTrue(fates.get(Fate.Kind.FOLDED) > 3 && fates.get(Fate.Kind.FUSED) > 3, fates::toString);
    assertTrue(report.source().flops() > report.compiled().flops(), "BatchNorms cost something");
    assertEquals(
        report.source().nodes().size(),
        report.source().nodes().stream().filter(n -> !n.outputs().isEmpty()).count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny-resnet", "lenet", "inception-bn"})
  void stepsAreThoseThatRun(String name) {
    Network network = NetworkZoo.named(name, Head.SOFTMAX);
    Shape shape = inputShape(network);
    List<StepRun> told = new ArrayList<>();
    PredictorOptions listening = PredictorOptions.builder().stepListener(told::add).build();
    try (Model model = Model.load(source(network), Subject.options());
        ThreadSafePredictor predictor = model.predictor(listening)) {
      ModelReport report = model.report(Map.of(network.inputName(), shape));
      predictor.predict(Tensor.zeros(dev.weft.DataType.FLOAT32, shape));
      assertEquals(
          told.stream().map(run -> run.node() + " " + run.kind()).toList(),
          report.callSteps().stream().map(step -> step.name() + " " + step.kind()).toList());
      assertEquals(model.parameterBytes() > 0, report.memory().parameterBytes() > 0);
      report.steps().forEach(step -> requireSound(report, step));
    }
  }

  private static void requireSound(ModelReport report, StepReport step) {
    assertFalse(step.implementation().isBlank(), step::toString);
    assertFalse(step.operands().isEmpty(), step::toString);
    step.node()
        .ifPresent(node -> assertEquals(report.compiled().nodes().get(node).name(), step.name()));
    if (step.kind().equals("reorder")) {
      OperandReport from = step.operands().get(0);
      OperandReport to = step.operands().get(1);
      assertFalse(from.written());
      assertTrue(to.written());
      assertNotEquals(from.layout(), to.layout(), step::toString);
    }
  }

  @Test
  void weightsAreReorderedOnceAndActivationsWhereTheyMust() {
    ModelReport report = report("tiny-resnet", ONE_IMAGE);
    List<StepReport> once = report.steps().stream().filter(StepReport::once).toList();
    assertFalse(once.isEmpty());
    once.forEach(
        step ->
            assertTrue(
                step.operands().get(0).role().startsWith("parameter "), () -> "once: " + step));
    List<StepReport> reorders =
        report.callSteps().stream().filter(step -> step.kind().equals("reorder")).toList();
    assertTrue(reorders.size() <= 2, reorders::toString);
    List<String> convolutions =
        report.callSteps().stream()
            .filter(step -> step.kind().equals("convolution"))
            .map(StepReport::name)
            .toList();
    assertEquals(
        report.compiled().nodes().stream()
            .filter(node -> node.operator().startsWith("Convolution"))
            .map(NodeReport::name)
            .toList(),
        convolutions);
  }

  /** With weights in row-major order, oneDNN falls back to a slow implementation. */
  @Test
  void weightsOfDeconvolutionsAreReordered() {
    OperatorCase deconvolution =
        OperatorCase.of("Deconvolution")
            .with("kernel", "(4, 4)")
            .with("stride", "(2, 2)")
            .with("pad", "(1, 1)")
            .with("num_filter", 32)
            .with("no_bias", true)
            .input("data", Fill.normal(), 1, 64, 8, 8)
            .parameter("weight", Fill.normal(), 64, 32, 4, 4);
    try (Model model = Model.load(deconvolution.model(), Subject.options())) {
      List<String> weights =
          model.report(Map.of("data", Shape.of(1, 64, 8, 8))).callSteps().stream()
              .filter(step -> step.kind().equals("deconvolution"))
              .flatMap(step -> step.operands().stream())
              .filter(operand -> operand.role().equals("weights"))
              .map(OperandReport::layout)
              .toList();
      assertEquals(1, weights.size());
      assertTrue(weights.get(0).contains("blocked"), weights::toString);
    }
  }

  @Test
  void memoryAddsUp() {
    MemoryReport memory = report("tiny-resnet", ONE_IMAGE).memory();
    MemoryReport larger = report("tiny-resnet", Map.of("data", Shape.of(4, 3, 32, 32))).memory();
    assertTrue(memory.activationBytes() > 3 * 32 * 32 * 4, memory::toString);
    assertTrue(
        memory.activationBytes() + memory.scratchpadBytes() <= memory.arenaBytes(),
        memory::toString);
    assertTrue(larger.activationBytes() >= 3 * memory.activationBytes(), larger::toString);
    assertEquals(
        memory.parameterBytes() + memory.constantBytes() + 3 * memory.arenaBytes(),
        memory.totalBytes(3));
  }

  @Test
  void wrongShapesAreRefused() {
    Model model =
        Model.load(source(NetworkZoo.named("tiny-resnet", Head.SOFTMAX)), Subject.options());
    try (model) {
      refused(model, Map.of(), "missing input 'data'");
      refused(model, Map.of("dat", Shape.of(1)), "unknown input 'dat'");
      refused(model, Map.of("data", Shape.of(1, 3, 32)), "of rank 3, expected rank 4");
      refused(model, Map.of("data", Shape.of(-1, 3, 32, 32)), "expected a known one");
      refused(model, Map.of("data", Shape.of(0, 3, 32, 32)), "whose dimension 0 is 0");
    }
    assertThrows(IllegalStateException.class, () -> model.report(ONE_IMAGE));
  }

  private static void refused(Model model, Map<String, Shape> shapes, String reason) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> model.report(shapes));
    assertTrue(e.getMessage().contains(reason), e::getMessage);
  }

  private static ModelReport report(String name, Map<String, Shape> shapes) {
    Network network = NetworkZoo.named(name, Head.SOFTMAX);
    try (Model model = Model.load(source(network), Subject.options())) {
      return model.report(shapes);
    }
  }

  private static Shape inputShape(Network network) {
    return Shape.of(network.inputShape().stream().mapToLong(Integer::longValue).toArray());
  }

  private static ModelSource source(Network network) {
    return ModelSource.mxnet(
        network.symbolJson().getBytes(StandardCharsets.UTF_8),
        ParamsWriter.defaults().toBytes(network.arrays(7)));
  }
}
