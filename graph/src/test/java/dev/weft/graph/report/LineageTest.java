package dev.weft.graph.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.weft.graph.Constant;
import dev.weft.graph.Graph;
import dev.weft.graph.GraphInput;
import dev.weft.graph.GraphOutput;
import dev.weft.graph.Node;
import dev.weft.graph.SmallGraph;
import dev.weft.graph.ValueType;
import dev.weft.graph.op.Unary;
import dev.weft.graph.op.UnaryFunction;
import dev.weft.graph.pass.Passes;
import dev.weft.graph.read.ModelGraph;
import dev.weft.inspect.GraphReport;
import dev.weft.inspect.NodeReport;
import dev.weft.inspect.ValueReport;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineageTest {
  private static final Unary RELU = new Unary(UnaryFunction.RELU);
  private static final Unary TANH = new Unary(UnaryFunction.TANH);

  @Test
  void everyNodeOfTheFileIsAccountedFor() {
    try (ModelGraph model = SmallGraph.read()) {
      Lineage lineage = new Lineage(model.graph());
      Graph graph = Passes.run(model.graph(), Passes.standard(), lineage::passed);
      GraphReport report =
          GraphReports.ofSource(
              model.graph(),
              SmallGraph.types(model.graph()),
              model.operators(),
              lineage.fates(),
              GraphReports.computedOnce(graph));
      assertEquals(
          List.of(
              "Convolution left_conv KEPT 0",
              "BatchNorm left_bn FOLDED 0",
              "Activation left_relu FUSED 0",
              "elemwise_add left_sum FUSED 0",
              "Convolution right_conv KEPT 1",
              "BatchNorm right_bn FOLDED 1",
              "Activation right_relu FUSED 1",
              "elemwise_add right_sum FUSED 1",
              "Activation again FUSED 1",
              "Activation twice SHARED 1",
              "elemwise_add sum KEPT 2",
              "Dropout dropped DROPPED",
              "SoftmaxOutput softmax KEPT 3"),
          report.nodes().stream().map(LineageTest::line).toList());
      assertEquals(2 * (4 + 4 * 2), report.parameterCount());
      assertEquals(4 * 2 * (4 + 4 * 2), report.parameterBytes());
    }
  }

  @Test
  void valuesAreNamed() {
    try (ModelGraph model = SmallGraph.read()) {
      Graph graph = Passes.run(model.graph(), Passes.standard());
      GraphReport report = GraphReports.ofCompiled(graph, SmallGraph.types(graph), new BitSet());
      assertEquals("data", report.inputs().get(0).name());
      NodeReport first = report.nodes().get(0);
      assertEquals("Convolution+relu+sum", first.operator());
      assertEquals(
          List.of(
              "data INPUT",
              "left_weight scaled PARAMETER",
              "left_bn folded PARAMETER",
              "data INPUT"),
          first.inputs().stream().map(value -> value.name() + " " + value.kind()).toList());
      ValueReport output = report.outputs().get(0);
      assertEquals("softmax_output", output.name());
      assertEquals(report.nodes().get(3).outputs().get(0).id(), output.id());
      // 2 · E · 2 channels and a bias, relu and sum for each of 32 elements.
      assertEquals(32 * (2 * 2 + 1 + 2), first.flops());
    }
  }

  @Test
  void whatNoOutputNeedsIsUnusedAndWhatNoInputChangesIsComputedOnce() {
    ValueType type = new ValueType(dev.weft.DataType.FLOAT32, dev.weft.Shape.of(3));
    Graph source =
        new Graph(
            List.of(new GraphInput("data", 0, type, false)),
            Map.of(1, constant(type)),
            List.of(
                new Node("idle", RELU, List.of(0), List.of(2)),
                new Node("idler", TANH, List.of(2), List.of(3)),
                new Node("fixed", RELU, List.of(1), List.of(4)),
                new Node("fixed2", TANH, List.of(4), List.of(5)),
                new Node("live", TANH, List.of(0), List.of(6))),
            List.of(new GraphOutput("a", 5), new GraphOutput("b", 6)),
            7);
    Lineage lineage = new Lineage(source);
    Graph graph = Passes.run(source, Passes.standard(), lineage::passed);
    List<ValueType> types = Collections.nCopies(7, type);
    GraphReport report =
        GraphReports.ofSource(
            source,
            types,
            List.of("a", "b", "c", "d", "e"),
            lineage.fates(),
            GraphReports.computedOnce(graph));
    assertEquals(
        List.of(
            "a idle UNUSED",
            "b idler UNUSED",
            "c fixed COMPUTED_ONCE 0",
            "d fixed2 FUSED 0",
            "e live KEPT 1"),
        report.nodes().stream().map(LineageTest::line).toList());
  }

  private static Constant constant(ValueType type) {
    return new Constant() {
      @Override
      public String name() {
        return "constant";
      }

      @Override
      public ValueType type() {
        return type;
      }

      @Override
      public void read(ByteBuffer target) {
        throw new UnsupportedOperationException("no pass reads it");
      }
    };
  }

  private static String line(NodeReport node) {
    String where = node.fate().node().isPresent() ? " " + node.fate().node().getAsInt() : "";
    return node.operator() + " " + node.name() + " " + node.fate().kind() + where;
  }
}
